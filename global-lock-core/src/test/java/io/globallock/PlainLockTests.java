package io.globallock;

class PlainLockTests extends WaitingLockContract implements ForeignHoldContract {

    PlainLockTests() {
        super(Mechanism.PLAIN);
    }
}

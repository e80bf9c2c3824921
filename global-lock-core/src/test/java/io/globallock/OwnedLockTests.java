package io.globallock;

class OwnedLockTests extends WaitingLockContract implements ForeignHoldContract {

    OwnedLockTests() {
        super(Mechanism.OWNED);
    }
}

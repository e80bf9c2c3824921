package io.globallock;

/** What a lock keeps that makes threads wait, beside all that {@link GlobalLockContract} asks. */
abstract class WaitingLockContract extends GlobalLockContract implements QueueContract, ExclusionContract {

    WaitingLockContract(Mechanism mechanism) {
        super(mechanism);
    }
}

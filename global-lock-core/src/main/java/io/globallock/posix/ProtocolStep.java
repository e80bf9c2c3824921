package io.globallock.posix;

/**
 * The moments of the protocol at which a test may end the process or throw, each worse than the last. Here they are names that do
 * nothing; the tests put a class of the same name in front of this one, so that what is shipped has no switch.
 */
enum ProtocolStep {
    BEFORE_SLOT_LOCK,
    AFTER_SLOT_LOCK,
    BEFORE_CLAIM_CAS,
    AFTER_CLAIM_CAS,
    AFTER_TOKEN,
    IN_RECORD,
    BEFORE_REGISTRATION,
    AFTER_REGISTRATION,
    AFTER_DEAD_SLOT_LOCK,
    AFTER_TAKEOVER_CAS,
    BEFORE_DEAD_SLOT_UNLOCK,
    AFTER_DEAD_SLOT_UNLOCK,
    BEFORE_RELEASE_CAS,
    AFTER_RELEASE_CAS,
    AFTER_SLEEP,
    MUTEX_TAKEN,
    REAPER_LOOKS,
    BEFORE_CLOSE,
    HALF_CLOSED,
    BEFORE_FREEING_CAS;

    void reached() {}

    /** Whether the living are taken for dead, as a mutant of the kill harness does. */
    static boolean aliveCountsAsDead() {
        return false;
    }
}

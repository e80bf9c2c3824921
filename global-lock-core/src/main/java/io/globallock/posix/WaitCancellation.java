package io.globallock.posix;

/** Asked by a waiting thread, every 20 ms or more often if its patience is 1, whether the wait should end as an interrupt would end it. */
@FunctionalInterface
public interface WaitCancellation {

    /** Only an interrupt ends the wait. */
    WaitCancellation NEVER = () -> false;

    /** Whether to give up. Must not block. */
    boolean isCancelled();

    /** How many times the usual slice the wait may sleep without a look, 1 or more: where many wait, looking costs processors. */
    default int patience() {
        return 1;
    }
}

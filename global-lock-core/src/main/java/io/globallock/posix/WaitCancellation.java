package io.globallock.posix;

/** Asked by a waiting thread, every 20 ms or more often, whether the wait should end as an interrupt would end it. */
@FunctionalInterface
public interface WaitCancellation {

    /** Only an interrupt ends the wait. */
    WaitCancellation NEVER = () -> false;

    /** Whether to give up. Must not block. */
    boolean isCancelled();
}

package io.globallock;

/**
 * What a {@link GlobalLock} is made of, and so what it can promise. {@link LockStatus#mechanism()} tells it, so that nobody
 * relies on a takeover that is not there.
 */
public enum Mechanism {

    /**
     * Between processes: the semaphore's own word also names the owner, who is replaced when it dies and whose release can
     * never raise the value above 1. Needs 64-bit Linux with glibc; the default there.
     */
    OWNED,

    /**
     * Between processes: libc's {@code sem_*} calls only. The holder is unknown and a hold outlives a crash. The default on
     * macOS; elsewhere by explicit choice.
     */
    PLAIN,

    /** Between the threads of this JVM only (MPS impl.ix and impl.w3). Needs no native code. */
    LOCAL,

    /** Between nothing: counts and checks, never waits (MPS impl.an). For programs with a single thread. */
    SINGLE
}

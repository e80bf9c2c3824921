package io.globallock.benchmarks.rival;

import io.globallock.Mechanism;

/** What is measured in a JVM of its own. */
public enum JavaRival {
    OWNED,
    PLAIN,
    LOCAL,
    THREAD_LOCK,
    REENTRANT_LOCK,
    FILE_LOCK,
    JNR;

    /**
     * Opens it.
     *
     * @param name of the semaphore, or the path of a file to lock; some need neither
     */
    public Pair open(String name) {
        return switch (this) {
            case OWNED -> new GlobalLockPair(name, Mechanism.OWNED);
            case PLAIN -> new GlobalLockPair(name, Mechanism.PLAIN);
            case LOCAL -> new GlobalLockPair(name, Mechanism.LOCAL);
            case THREAD_LOCK -> new ThreadLockPair();
            case REENTRANT_LOCK -> new ReentrantLockPair();
            case FILE_LOCK -> new FileLockPair(name);
            case JNR -> new JnrPair(name);
        };
    }
}

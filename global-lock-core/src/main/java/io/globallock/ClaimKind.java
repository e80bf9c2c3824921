package io.globallock;

/** How a claim relates to the thread that makes it. */
enum ClaimKind {
    /** The thread must not hold the lock yet, and owns it afterwards. */
    BINARY,
    /** The thread may hold the lock already. */
    RECURSIVE,
    /** No thread owns it. */
    DETACHED
}

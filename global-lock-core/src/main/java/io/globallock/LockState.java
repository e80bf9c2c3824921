package io.globallock;

/** The state of a lock at one moment. */
public enum LockState {
    /** Nobody holds it. */
    FREE,
    /** A process that is known holds it. */
    OWNED,
    /** Its owner died; the next claim takes it over. */
    DEAD_OWNER,
    /** Held by a program that leaves no name. */
    FOREIGN,
    /** The value is above 1: somebody posted it without holding it. The owned mechanism mends it. */
    OVERPOSTED,
    /** The file was unlinked and the lock lives on in a new one. */
    RETIRED,
    /** The word names an owner that cannot exist. Only a forced release repairs it. */
    CORRUPT
}

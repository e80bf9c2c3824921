package io.globallock;

/**
 * Whether a claim writes the text that {@code resource_lock} of cjnfuncs keeps in the shared memory segment of the lock's
 * name ({@code /dev/shm/NAME}). Reading it for a status happens always.
 */
public enum LockInfo {

    /** Write it where the segment exists already, so that a Python program that created it sees who holds the lock. */
    AUTO,

    /** Create the segment where it is missing, and write it. */
    ALWAYS,

    /** Leave the segment alone. */
    NEVER
}

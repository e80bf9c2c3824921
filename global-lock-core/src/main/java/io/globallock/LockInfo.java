package io.globallock;

/**
 * Whether a claim writes the text that {@code resource_lock} of cjnfuncs keeps in the shared memory segment of the lock's
 * name ({@code /dev/shm/NAME}). Reading it for a status happens always.
 *
 * <p>What has that name may be anything, such as the data that the lock protects. So only a segment is written that looks like
 * resource_lock's in every respect: a regular file of one name and 4096 bytes, of a user who is trusted, writable for nobody
 * who may not use the lock, and empty or with a text of its form. A new page of zeros of another program looks so too: ask for this only where resource_lock is in
 * use. What is not written, and why, is the status's problem.
 */
public enum LockInfo {

    /** Write it where the segment exists already, so that a Python program that created it sees who holds the lock. */
    AUTO,

    /** Create the segment where it is missing, with the lock's mode and group, and write it. */
    ALWAYS,

    /** Leave the segment alone. The default. */
    NEVER
}

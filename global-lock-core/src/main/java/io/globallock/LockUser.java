package io.globallock;

/**
 * A process that has a semaphore mapped.
 *
 * @param pid its number in this process's pid namespace
 * @param command its command line, arguments separated by spaces; empty where it may not be read
 */
public record LockUser(long pid, String command) {}

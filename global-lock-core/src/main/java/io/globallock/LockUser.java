package io.globallock;

/**
 * A process that has a semaphore mapped.
 *
 * @param pid its number in this process's pid namespace
 * @param command the name of its command, at most 15 bytes of its own choice (proc_pid_comm(5)); empty where it may not be read.
 *     Not its arguments, in which passwords may stand: {@link LockInspector#commandLine} has those
 */
public record LockUser(long pid, String command) {}

package io.globallock.cli;

/** What the process ends with; {@code run} ends with its command's status instead. */
final class ExitStatus {

    static final int DONE = 0;
    /** get and run: not in time. unget: nothing was locked. doctor: something is wrong. */
    static final int NO = 1;

    static final int USAGE = 2;
    static final int REFUSED = 3;
    /** As a shell: the command was found and cannot be run. */
    static final int CANNOT_RUN = 126;
    /** As a shell: there is no such command. */
    static final int NOT_FOUND = 127;

    private ExitStatus() {}
}

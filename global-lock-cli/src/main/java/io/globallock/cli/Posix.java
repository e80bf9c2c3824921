package io.globallock.cli;

import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;

/** POSIX calls by jnr-posix, whose first use takes a quarter of a second: for what happens rarely. */
final class Posix {

    private static final POSIX NATIVE = POSIXFactory.getNativePOSIX();

    private Posix() {}

    /** Sends a signal; a process that has ended is none to send it to. */
    static void kill(int pid, int signal) {
        NATIVE.kill(pid, signal);
    }
}

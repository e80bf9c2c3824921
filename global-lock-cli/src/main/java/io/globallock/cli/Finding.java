package io.globallock.cli;

/**
 * Something that is wrong.
 *
 * @param what for people: what it is and what comes of it
 * @param mend the one command that mends it; empty where none is known that could hurt nobody
 */
record Finding(String what, String mend) {}

package io.globallock.benchmarks;

import java.time.Duration;

/**
 * How long everything is measured.
 *
 * @param rounds in which every rival has a turn
 * @param turn how long a rival runs in a round
 * @param warmUps turns before the first round, for rivals with a compiler
 * @param starts of an application
 * @param watch how long a process is watched while it waits
 */
record Effort(int rounds, Duration turn, int warmUps, int starts, Duration watch) {

    /** For figures. */
    static final Effort FULL = new Effort(21, Duration.ofMillis(200), 10, 31, Duration.ofSeconds(10));
    /** For a look whether everything runs; the figures mean nothing. */
    static final Effort QUICK = new Effort(2, Duration.ofMillis(20), 1, 1, Duration.ofMillis(200));
}

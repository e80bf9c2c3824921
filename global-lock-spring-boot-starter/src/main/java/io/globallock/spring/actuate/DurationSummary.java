package io.globallock.spring.actuate;

/**
 * Durations in microseconds.
 *
 * @param count how many there were
 * @param mean their mean, 0 if there were none
 * @param max the longest
 * @param p99 99 of 100 were at most so long; up to one eighth too high
 */
public record DurationSummary(long count, double mean, double max, double p99) {}

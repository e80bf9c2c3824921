package io.globallock.sample.stress;

/**
 * What came of reading as fast as possible.
 *
 * @param readings how many were finished, right or wrong
 * @param wrong how many of them were not what the sensor has
 * @param seconds how long it took
 * @param perSecond readings in each second
 * @param timeouts how often the lock was not free in time; no reading then
 * @param locking whether the lock was taken
 * @param pid this process
 */
public record StressReport(
        int readings, int wrong, double seconds, double perSecond, int timeouts, boolean locking, long pid) {}

package io.globallock.sample.simulation;

import java.util.concurrent.TimeUnit;

/**
 * What the simulated sensors measure. It changes once a second and follows from the clock alone, so every process sees the
 * same weather and can check what it has read.
 *
 * @param tmp102 the TMP102's twelve bits: 20 °C to 26 °C and back within ten minutes
 * @param temperature the BMP280's 20 bits of temperature
 * @param pressure the BMP280's 20 bits of pressure
 */
record Weather(int tmp102, int temperature, int pressure) {

    private static final long HALF_PERIOD = 300; // seconds

    static Weather at(long epochMillis) {
        long second = second(epochMillis);
        return new Weather(
                swing(second, 320, 416), swing(second, 504_000, 522_000), swing(second + 100, 410_000, 420_000));
    }

    static long second(long epochMillis) {
        return TimeUnit.MILLISECONDS.toSeconds(epochMillis);
    }

    private static int swing(long second, int low, int high) {
        long phase = second % (2 * HALF_PERIOD);
        long way = Math.min(phase, 2 * HALF_PERIOD - phase);
        return (int) (low + way * (high - low) / HALF_PERIOD);
    }
}

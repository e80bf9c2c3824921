package io.globallock.sample.station;

/**
 * What the indoor sensor says, in units.
 *
 * @param celsius its temperature in °C
 * @param pascal the air pressure
 */
public record BarometerReading(double celsius, double pascal) {}

package io.globallock.sample.station;

import java.time.Instant;

/**
 * What all sensors say at a moment.
 *
 * @param outdoorTemperature from the TMP102
 * @param indoorTemperature from the BMP280
 * @param pressure from the BMP280
 * @param altitude above sea level, if the weather were the standard's
 */
public record Readings(
        Instant time, Quantity outdoorTemperature, Quantity indoorTemperature, Quantity pressure, Quantity altitude) {}

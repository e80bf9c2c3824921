package io.globallock.sample.station;

/**
 * A measured value with its unit.
 *
 * @param value rounded to two decimals: more the sensors do not know
 */
public record Quantity(double value, String unit) {

    static Quantity of(double value, String unit) {
        return new Quantity(Math.round(value * 100) / 100.0, unit);
    }
}

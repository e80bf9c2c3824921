package io.globallock.benchmarks;

import java.util.Locale;

/**
 * What a figure should be.
 *
 * @param limit the figure itself is still good
 * @param atMost whether less is better
 * @param decimals of the figure in the text
 * @param unit with a space in front where it takes one
 */
record Target(double limit, boolean atMost, int decimals, String unit) {

    static Target atMost(double limit, int decimals, String unit) {
        return new Target(limit, true, decimals, unit);
    }

    static Target atLeast(double limit, int decimals, String unit) {
        return new Target(limit, false, decimals, unit);
    }

    /** The target and whether this meets it. */
    String judge(double figure) {
        boolean met = atMost ? figure <= limit : figure >= limit;
        return String.format(
                Locale.ROOT,
                "%s %." + decimals + "f%s: %s",
                atMost ? "≤" : "≥",
                limit,
                unit,
                met ? "met" : "**missed**");
    }
}

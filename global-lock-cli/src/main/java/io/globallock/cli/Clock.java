package io.globallock.cli;

import java.time.LocalTime;

/** The time of day for lines that are read while they appear. */
final class Clock {

    private Clock() {}

    /** Such as {@code 09:05:12.345}. */
    static String now() {
        LocalTime time = LocalTime.now(java.time.ZoneId.systemDefault());
        StringBuilder text = new StringBuilder();
        pad(text, time.getHour(), 2).append(':');
        pad(text, time.getMinute(), 2).append(':');
        pad(text, time.getSecond(), 2).append('.');
        return pad(text, time.getNano() / 1_000_000, 3).toString();
    }

    private static StringBuilder pad(StringBuilder text, int number, int width) {
        String digits = Integer.toString(number);
        return text.append("0".repeat(width - digits.length())).append(digits);
    }
}

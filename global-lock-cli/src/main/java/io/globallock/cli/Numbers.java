package io.globallock.cli;

/** Numbers as Python's float() reads them, and so global_lock.py's options. */
final class Numbers {

    private static final String CHARACTERS = "0123456789.eE+-_";

    private Numbers() {}

    /** Not a number: it is none. Java would take "1d" and "0x1p1" too. */
    static double parse(String text) {
        String number = text.strip();
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            boolean between = i > 0 && i + 1 < number.length() && isDigit(number, i - 1) && isDigit(number, i + 1);
            if (CHARACTERS.indexOf(c) < 0 || (c == '_' && !between)) {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(number.replace("_", ""));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static boolean isDigit(String text, int i) {
        return text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
}

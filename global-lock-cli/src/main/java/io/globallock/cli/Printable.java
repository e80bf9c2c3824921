package io.globallock.cli;

/**
 * Text that others wrote - labels, names of processes, a force's reason - as it may stand in a line for people: one line stays one
 * line, and no character of it commands a terminal.
 */
final class Printable {

    private static final char UNPRINTABLE = '?';

    private Printable() {}

    /** The text with a question mark for each control character, line separator, mark of direction and half of a pair. */
    static String of(CharSequence text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (!isPlain(text, i)) {
                return replaced(text);
            }
        }
        return text.toString();
    }

    private static String replaced(CharSequence text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            plain.append(isPlain(text, i) ? text.charAt(i) : UNPRINTABLE);
        }
        return plain.toString();
    }

    private static boolean isPlain(CharSequence text, int i) {
        char c = text.charAt(i);
        if (c < 0x7f) {
            return c >= ' ';
        }
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        }
        return c > 0x9f && !isLayout(c);
    }

    /** U+2028 and U+2029 end a line; the others turn the direction of what follows (UAX #9). */
    private static boolean isLayout(char c) {
        return (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x200e
                || c == 0x200f
                || c == 0x061c;
    }
}

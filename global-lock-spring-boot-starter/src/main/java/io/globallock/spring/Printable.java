package io.globallock.spring;

/** Text that came from outside, fit for a log line: one line, without what a terminal obeys, and not endless. */
public final class Printable {

    private static final int LONGEST = 200;

    private Printable() {}

    /** Control characters, separators of lines and marks of direction become a question mark; the rest beyond 200 characters goes. */
    public static String of(String text) {
        String line = text.codePoints()
                .map(point -> isPrintable(point) ? point : '?')
                .limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return line.strip();
    }

    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}

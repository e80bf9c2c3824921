package io.globallock;

/** Text that came from outside - a label, a thread's name, the reason of a force - as it may stand in one line of a log. */
final class Printable {

    private Printable() {}

    /** The text with {@code ?} for whatever ends a line, moves a cursor, or turns the direction of what follows. */
    static String of(String text) {
        StringBuilder shown = null;
        for (int i = 0; i < text.length(); i++) {
            if (isHarmful(text.charAt(i))) {
                if (shown == null) {
                    shown = new StringBuilder(text);
                }
                shown.setCharAt(i, '?');
            }
        }
        return shown == null ? text : shown.toString();
    }

    private static boolean isHarmful(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}

package io.globallock.posix;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What {@code resource_lock} of cjnfuncs (resourcelock.py, 2024 to 2026) keeps in its segment: nothing at first, later a text such as
 * {@code 2026-01-02 03:04:05.000006 - station} and a NUL, and behind it NULs or what a longer text has left.
 */
final class ResourceLockFormat {

    /** What it creates unless told otherwise. */
    static final int SIZE = 4096;

    /** Python's str(datetime), which leaves out a fraction of zero, and the separator. */
    private static final Pattern START =
            Pattern.compile("\\d{4}-[01]\\d-[0-3]\\d [0-2]\\d:[0-5]\\d:[0-6]\\d(\\.\\d{6})? - ");

    private static final int LONGEST_START = 29;

    private ResourceLockFormat() {}

    /** Whether a whole segment is empty, or of this form to its end. */
    static boolean isOwn(byte[] segment) {
        if (segment.length != SIZE || segment[SIZE - 1] != 0) {
            return false;
        }
        boolean empty = true;
        for (byte b : segment) {
            if (isControl(b) && b != 0) {
                return false;
            }
            empty &= b == 0;
        }
        return empty || starts(segment) || isBlanked(segment);
    }

    /** The text; empty if there is none of this form. */
    static Optional<String> text(ByteBuffer segment) {
        byte[] bytes = new byte[segment.remaining()];
        segment.get(bytes);
        if (!starts(bytes)) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.length && bytes[i] != 0; i++) {
            text.append(bytes[i] < ' ' || bytes[i] > '~' ? '?' : (char) bytes[i]);
        }
        return Optional.of(text.toString());
    }

    private static boolean starts(byte[] segment) {
        String start = new String(segment, 0, Math.min(LONGEST_START, segment.length), StandardCharsets.ISO_8859_1);
        return START.matcher(start).lookingAt();
    }

    /** A text whose first byte was set to NUL: how it is made empty. */
    private static boolean isBlanked(byte[] segment) {
        if (segment[0] != 0) {
            return false;
        }
        byte[] restored = segment.clone();
        restored[0] = '2';
        return starts(restored);
    }

    private static boolean isControl(byte b) {
        return (b >= 0 && b < ' ') || b == 0x7f; // others are parts of UTF-8
    }
}

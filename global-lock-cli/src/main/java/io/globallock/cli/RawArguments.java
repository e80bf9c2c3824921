package io.globallock.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments as they came. Java decodes them by the locale, and in the C locale, which services have, loses every byte above
 * 127; the kernel keeps them in {@code /proc/self/cmdline}. They are UTF-8 here; a byte that is none becomes a lone surrogate
 * (U+DC80 to U+DCFF, as in Python's PEP 383), so that {@link #bytes} gives back exactly what came.
 */
final class RawArguments {

    private static final char ESCAPED = 0xdc00;
    private static final char REPLACEMENT = 0xfffd; // what Java makes of bytes that it does not know

    private RawArguments() {}

    /**
     * The same arguments without loss; as Java has them where the kernel does not tell.
     *
     * @throws RefusedException if something is lost and cannot be had back
     */
    static String[] of(String[] args) {
        boolean plain = true;
        for (String arg : args) {
            plain &= isAscii(arg);
        }
        return plain ? args : decoded(args);
    }

    private static String[] decoded(String[] args) {
        List<byte[]> line = commandLine();
        if (line.size() < args.length) {
            return unlessLost(args);
        }
        String[] decoded = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            decoded[i] = text(line.get(line.size() - args.length + i));
            if (isAscii(args[i]) && !args[i].equals(decoded[i])) {
                return unlessLost(args); // not our line
            }
        }
        return decoded;
    }

    private static String[] unlessLost(String[] args) {
        for (String arg : args) {
            if (arg.indexOf(REPLACEMENT) >= 0) {
                throw new RefusedException(
                        "an argument is not in the encoding of this locale, and /proc/self/cmdline, which"
                                + " has it as it came, cannot be read. Mount /proc, or set LC_ALL=C.UTF-8.");
            }
        }
        return args;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** Each argument ends with a NUL, proc_pid_cmdline(5). */
    private static List<byte[]> commandLine() {
        List<byte[]> arguments = new ArrayList<>();
        try {
            byte[] all = Files.readAllBytes(Path.of("/proc/self/cmdline"));
            int start = 0;
            for (int i = 0; i < all.length; i++) {
                if (all[i] == 0) {
                    arguments.add(java.util.Arrays.copyOfRange(all, start, i));
                    start = i + 1;
                }
            }
        } catch (IOException e) {
            return List.of(); // no /proc
        }
        return arguments;
    }

    /** Bytes as text. */
    static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            StringBuilder text = new StringBuilder();
            for (byte b : bytes) { // whatever it is, it is not UTF-8: no guess at parts of it
                text.append(b >= 0 ? (char) b : (char) (ESCAPED + (b & 0xff)));
            }
            return text.toString();
        }
    }

    /** The bytes of such a text. */
    static byte[] bytes(String text) {
        boolean escaped = false;
        for (int i = 0; i < text.length(); i++) {
            escaped |= isEscaped(text, i);
        }
        if (!escaped) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        var bytes = new java.io.ByteArrayOutputStream();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isEscaped(text, i)) {
                bytes.writeBytes(text.substring(start, i).getBytes(StandardCharsets.UTF_8));
                bytes.write(text.charAt(i) - ESCAPED);
                start = i + 1;
            }
        }
        bytes.writeBytes(text.substring(start).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private static boolean isEscaped(String text, int i) {
        char c = text.charAt(i);
        return c >= ESCAPED + 0x80 && c <= ESCAPED + 0xff && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}

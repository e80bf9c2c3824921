package io.globallock.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The terminal as a page that is drawn anew, by ANSI sequences (ECMA-48) and stty(1). No more is needed, and a terminal library
 * would double the jar.
 */
final class Screen implements AutoCloseable {

    private static final String ESC = "\033[";
    private static final String ENTER = ESC + "?1049h" + ESC + "?25l"; // the other page, no cursor
    private static final String LEAVE = ESC + "?25h" + ESC + "?1049l";
    private static final int KEY_POLL_MILLIS = 50;

    private final PrintStream out;
    private final InputStream in;
    private final String settings;
    private final Thread atEnd = new Thread(this::restore, "restore the terminal");
    private boolean restored;

    private Screen(PrintStream out, InputStream in, String settings) {
        this.out = out;
        this.in = in;
        this.settings = settings;
    }

    /** Null: standard input and output are no terminal, or stty is missing. */
    static @Nullable Screen open(PrintStream out) {
        if (!isTerminal(0) || !isTerminal(1)) {
            return null;
        }
        String settings = stty("-g");
        if (settings.isEmpty()) {
            return null;
        }
        Screen screen = new Screen(out, System.in, settings);
        Runtime.getRuntime().addShutdownHook(screen.atEnd); // Ctrl-C must not leave the terminal dumb
        stty("-icanon", "-echo", "min", "0", "time", "0");
        out.print(ENTER);
        out.flush();
        return screen;
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    /** Rows and columns, as they are now. */
    int[] size() {
        String[] numbers = stty("size").split(" ", -1);
        try {
            int rows = Integer.parseInt(numbers[0]);
            int columns = Integer.parseInt(numbers[1]);
            return rows > 0 && columns > 0 ? new int[] {rows, columns} : new int[] {24, 80};
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return new int[] {24, 80};
        }
    }

    /** Shows these lines and nothing else; they must fit. */
    synchronized void draw(List<String> lines) {
        if (restored) {
            return; // Ctrl-C came meanwhile
        }
        StringBuilder page = new StringBuilder(ESC).append('H');
        for (int i = 0; i < lines.size(); i++) {
            page.append(i == 0 ? "" : "\r\n").append(lines.get(i)).append(ESC).append('K');
        }
        out.print(page.append(ESC).append('J'));
        out.flush();
    }

    /** The next key; -1: none in that time. */
    int key(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            do {
                if (in.available() > 0) {
                    return in.read();
                }
                if (!Pause.forTime(Duration.ofMillis(KEY_POLL_MILLIS))) {
                    return 'q';
                }
            } while (System.nanoTime() < end);
            return -1;
        } catch (IOException e) {
            return 'q'; // the terminal is gone
        }
    }

    /** What stty says; empty if it fails. */
    private static String stty(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "stty";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return process.waitFor() == 0 ? answer : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private synchronized void restore() {
        if (!restored) {
            restored = true;
            out.print(LEAVE);
            out.flush();
            stty(settings);
        }
    }

    @Override
    public void close() {
        restore();
    }
}

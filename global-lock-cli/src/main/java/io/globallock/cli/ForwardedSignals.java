package io.globallock.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands signals on to a child instead of ending this JVM.
 *
 * <p>What is typed in a terminal - Ctrl-C, a new size - reaches the whole foreground process group, so the child has it already,
 * and a second Ctrl-C would often mean "at once, without cleaning up". Hence those are handed on only where this process is not
 * in the foreground of a terminal: then they were sent to this process alone. Ctrl-Z stops both, and fg and bg continue both,
 * without our help. QUIT belongs to the JVM, which would print its threads among the command's output: it is ignored.
 */
final class ForwardedSignals implements AutoCloseable {

    private static final List<String> FORWARDED = List.of("INT", "TERM", "HUP", "USR1", "USR2", "WINCH", "CONT");
    private static final List<String> TYPED = List.of("INT", "WINCH");

    private final @Nullable Signals signals;
    private final Map<String, Object> before = new LinkedHashMap<>();
    private final List<String> early = new ArrayList<>();
    private int child;
    private boolean ended;

    private ForwardedSignals(@Nullable Signals signals) {
        this.signals = signals;
    }

    static ForwardedSignals install() {
        try {
            Signals signals = new Signals();
            ForwardedSignals forwarded = new ForwardedSignals(signals);
            for (String name : FORWARDED) {
                Object previous = signals.handle(name, forwarded::received);
                if (previous != null) {
                    forwarded.before.put(name, previous);
                }
            }
            return forwarded;
        } catch (ReflectiveOperationException e) {
            return new ForwardedSignals(null); // a signal ends this JVM, and the child with it
        }
    }

    /** From now on to this child; first what came before it was there. */
    synchronized void sendTo(int pid) {
        child = pid;
        Libc.ignoreQuit(); // not earlier: the child would have inherited it
        early.forEach(this::send);
        early.clear();
    }

    /** The child has ended, and its number may soon be another's. */
    synchronized void stop() {
        ended = true;
    }

    private synchronized void received(String signal) {
        if (child == 0) {
            early.add(signal);
        } else {
            send(signal);
        }
    }

    private void send(String signal) {
        if (!ended && signals != null && !(TYPED.contains(signal) && isInForeground())) {
            Posix.kill(child, signals.number(signal));
        }
    }

    /** Whether this process is in a terminal's foreground: fields 5 and 8 of proc_pid_stat(5) are the same process group. */
    private static boolean isInForeground() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"), java.nio.charset.StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 7);
            return fields[2].equals(fields[5]);
        } catch (IOException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    @Override
    public void close() {
        if (signals == null) {
            return;
        }
        try {
            for (Map.Entry<String, Object> handler : before.entrySet()) {
                signals.set(handler.getKey(), handler.getValue());
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("signal handlers cannot be restored", e);
        }
    }
}

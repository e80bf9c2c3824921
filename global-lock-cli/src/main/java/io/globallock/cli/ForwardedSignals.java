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
 * Hands INT, TERM and HUP on to a child instead of ending this JVM.
 *
 * <p>A Ctrl-C reaches the whole foreground process group, so the child has it already, and a second one would often mean "at
 * once, without cleaning up". Hence INT is handed on only where this process is not in the foreground of a terminal: then it was
 * sent to this process alone.
 */
final class ForwardedSignals implements AutoCloseable {

    private final @Nullable Signals signals;
    private final Map<String, Object> before = new LinkedHashMap<>();
    private final List<String> early = new ArrayList<>();
    private @Nullable Process child;

    private ForwardedSignals(@Nullable Signals signals) {
        this.signals = signals;
    }

    static ForwardedSignals install() {
        try {
            Signals signals = new Signals();
            ForwardedSignals forwarded = new ForwardedSignals(signals);
            for (String name : new String[] {"INT", "TERM", "HUP"}) {
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
    synchronized void sendTo(Process process) {
        child = process;
        early.forEach(signal -> send(signal, process));
        early.clear();
    }

    private synchronized void received(String signal) {
        Process process = child;
        if (process == null) {
            early.add(signal);
        } else {
            send(signal, process);
        }
    }

    private static void send(String signal, Process process) {
        if (!process.isAlive() || (signal.equals("INT") && isInForeground())) {
            return;
        }
        try {
            // The shell's own kill: a slim container has no other.
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            process.destroy(); // no shell: TERM is the signal that Java knows
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether this process is in a terminal's foreground: fields 5 and 8 of proc_pid_stat(5) are the same process group. */
    private static boolean isInForeground() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
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

package io.globallock.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import jnr.constants.platform.Signal;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;

/**
 * A process that obeys commands of one line with answers of one line. The first line it writes is {@code ready}; an answer
 * that starts with {@code error} fails the test. It is killed when it is closed.
 */
public final class Peer implements AutoCloseable {

    private static final POSIX LIBC = POSIXFactory.getNativePOSIX();
    /** Emulated machines need more. */
    private static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("global-lock.test.patience", 30));

    private static final String END = "\0end";

    private final String title;
    private final Process process;
    private final Writer commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

    private Peer(String title, Process process) {
        this.title = title;
        this.process = process;
        this.commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        follow(process.getInputStream(), answers, () -> answers.add(END));
        follow(process.getErrorStream(), complaints, () -> {});
    }

    /** Starts a process and does not wait until it is ready: see {@link #awaitReady()}. */
    public static Peer start(String title, List<String> command) {
        try {
            return new Peer(title, new ProcessBuilder(command).start());
        } catch (IOException e) {
            throw new UncheckedIOException(title + " does not start", e);
        }
    }

    /** Waits for the first line. */
    public Peer awaitReady() {
        String first = answer();
        if (!first.equals("ready")) {
            throw failure("said '" + first + "' instead of 'ready'");
        }
        return this;
    }

    /** Sends a command and waits for its answer, for a while: {@code global-lock.test.patience} seconds, 30 by default. */
    public String ask(String command) {
        send(command);
        return answer();
    }

    /** Sends a command and does not wait. */
    public void send(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException e) {
            throw failure("does not take '" + command + "': " + e.getMessage());
        }
    }

    /** Sends a command to one that may have ended; then nothing happens. */
    public void offer(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException e) {
            complaints.add(command + ": " + e);
        }
    }

    /** The next answer, for a while: {@code global-lock.test.patience} seconds, 30 by default. */
    public String answer() {
        return answer(PATIENCE);
    }

    /** The next answer. */
    public String answer(Duration patience) {
        String answer;
        try {
            answer = answers.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("was interrupted while it waited for an answer");
        }
        if (answer == null) {
            throw failure("has not answered for " + patience);
        }
        if (answer.equals(END)) {
            answers.add(END);
            throw failure("ended instead of answering");
        }
        if (answer.startsWith("error")) {
            throw failure(answer);
        }
        return answer;
    }

    /** Whether an answer can be read without a wait. */
    public boolean hasAnswer() {
        String next = answers.peek();
        return next != null && !next.equals(END);
    }

    /** Whether it is gone, or so nearly that it will not answer any more. */
    public boolean hasEnded() {
        return END.equals(answers.peek()) || !process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL; does not wait for the end. */
    public void kill() {
        process.destroyForcibly();
    }

    /** SIGSTOP. */
    public void suspend() {
        signal(Signal.SIGSTOP);
    }

    /** SIGCONT. */
    public void resume() {
        signal(Signal.SIGCONT);
    }

    private void signal(Signal signal) {
        if (LIBC.kill((int) pid(), signal.intValue()) != 0) {
            throw failure("does not take " + signal);
        }
    }

    /** Waits until the process is gone and returns its exit status: 128 + N after signal N. */
    public int awaitEnd() {
        try {
            if (process.waitFor(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw failure("does not end");
    }

    /** Kills the process if it is alive and waits for its end. */
    @Override
    public void close() {
        kill();
        awaitEnd();
    }

    /** What the process wrote to standard error. */
    public String complaints() {
        return String.join("\n", complaints);
    }

    private IllegalStateException failure(String what) {
        return new IllegalStateException(this + " " + what + (complaints.isEmpty() ? "" : "\n" + complaints()));
    }

    @Override
    public String toString() {
        return title + " (pid " + pid() + (isAlive() ? "" : ", ended with " + process.exitValue()) + ")";
    }

    private void follow(InputStream output, Collection<String> lines, Runnable atEnd) {
        Thread reader = new Thread(() -> {
            try (BufferedReader in = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
                in.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException e) {
                complaints.add(e.toString());
            } finally {
                atEnd.run();
            }
        });
        reader.setName(title + " reader");
        reader.setDaemon(true);
        reader.start();
    }
}

package io.globallock.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process that answers each line with a line, as {@link io.globallock.benchmarks.rival.RivalMain} describes it. */
final class Child implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;

    private final String title;
    private final Process process;
    private final BufferedReader out;

    private Child(String title, Process process) {
        this.title = title;
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts it and does not wait until it is ready. */
    static Child start(String title, List<String> command) {
        try {
            Process started = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new Child(title, started);
        } catch (IOException e) {
            throw new UncheckedIOException(title, e);
        }
    }

    Child awaitReady() {
        String answer = answer();
        if (!answer.equals("ready")) {
            throw new IllegalStateException(title + " says " + answer + " instead of ready");
        }
        return this;
    }

    /** Sends a command; {@link #answer()} follows. */
    void send(Object... words) {
        StringBuilder line = new StringBuilder();
        for (Object word : words) {
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        try {
            process.getOutputStream().write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(title + " does not listen", e);
        }
    }

    String answer() {
        try {
            return CompletableFuture.supplyAsync(this::readLine).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException(title + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private String readLine() {
        try {
            String line = out.readLine();
            if (line == null) {
                throw new IllegalStateException(title + " has ended without an answer");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a command and waits for the answer. */
    String ask(Object... words) {
        send(words);
        return answer();
    }

    long pid() {
        return process.pid();
    }

    /** Ends it, by the end of its input if it obeys that. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

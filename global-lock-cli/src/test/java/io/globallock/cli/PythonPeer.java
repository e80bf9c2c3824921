package io.globallock.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Python process that uses the semaphore through libc and knows nothing of this library: the core's peer.py. */
public final class PythonPeer implements AutoCloseable {

    private static final int CANARY_SIZE = 8192;

    private final Path script;
    private final Path canary;
    private final Process process;
    private final BufferedReader answers;
    private final OutputStream commands;

    /** Starts one for the lock of that name. */
    public PythonPeer(String lock) throws IOException {
        script = Files.createTempFile("peer", ".py");
        try (InputStream source = PythonPeer.class.getResourceAsStream("/peer/peer.py")) {
            Files.write(script, source.readAllBytes());
        }
        canary = Files.write(Files.createTempFile("canary", ""), new byte[CANARY_SIZE]);
        process = new ProcessBuilder("python3", script.toString(), lock, canary.toString(), "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        commands = process.getOutputStream();
        answers.readLine(); // ready
    }

    /** Obeys: value, trywait, post. */
    public String ask(String command) throws IOException {
        commands.write((command + "\n").getBytes(StandardCharsets.UTF_8));
        commands.flush();
        return answers.readLine();
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join(); // its mappings too are gone then
        Files.delete(script);
        Files.delete(canary);
    }
}

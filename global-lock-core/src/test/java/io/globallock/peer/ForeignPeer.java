package io.globallock.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A program that shares a semaphore with us and knows nothing of this library. Its commands stand at the head of
 * {@code peer.c}; both languages obey the same.
 */
public enum ForeignPeer {
    C {
        @Override
        List<String> program() {
            return List.of(compiled().toString());
        }
    },
    PYTHON {
        @Override
        List<String> program() {
            return List.of("python3", source("peer.py").toString());
        }
    };

    private static final Path BUILD = Path.of("target", "peers");

    abstract List<String> program();

    /** Skips the test where gcc or python3 is missing. To be called before anything is started. */
    public static void requireAll() {
        Tool.require(Tool.SHARED_MEMORY, Tool.GCC, Tool.PYTHON);
    }

    /** Starts one; skips the test where its tool is missing. Not ready yet: see {@link Peer#awaitReady()}. */
    public Peer start(String lock, Canary canary, int participant) {
        Tool.require(Tool.SHARED_MEMORY, this == C ? Tool.GCC : Tool.PYTHON);
        Stream<String> args = Stream.of("/" + lock, canary.path().toString(), Integer.toString(participant));
        return Peer.start(
                this + " peer", Stream.concat(program().stream(), args).toList());
    }

    /** Compiled once for each version of the source. */
    private static synchronized Path compiled() {
        Path source = source("peer.c");
        Path program = Path.of(source.toString().replace(".c", ""));
        if (!Files.exists(program)) {
            Path fresh = Path.of(program + "." + ProcessHandle.current().pid());
            run(List.of("gcc", "-O2", "-Wall", "-pthread", "-o", fresh.toString(), source.toString()));
            move(fresh, program);
        }
        return program;
    }

    /** A resource as a file, whose name has the checksum of its bytes. */
    private static Path source(String resource) {
        try (InputStream in = Objects.requireNonNull(ForeignPeer.class.getResourceAsStream("/peer/" + resource))) {
            byte[] bytes = in.readAllBytes();
            CRC32 sum = new CRC32();
            sum.update(bytes);
            Files.createDirectories(BUILD);
            Path file = BUILD.resolve(resource.replace(".", "-%08x.".formatted(sum.getValue())))
                    .toAbsolutePath();
            if (!Files.exists(file)) {
                Path fresh = Path.of(file + "." + ProcessHandle.current().pid());
                Files.write(fresh, bytes);
                move(fresh, file);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("failed: " + String.join(" ", command));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + command, e);
        }
    }
}

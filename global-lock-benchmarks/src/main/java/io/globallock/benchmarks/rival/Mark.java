package io.globallock.benchmarks.rival;

import java.nio.file.Files;
import java.nio.file.Path;

/** A system call that nobody else makes, for whoever reads the trace. */
public enum Mark {
    BEGIN,
    END;

    static {
        Files.notExists(Path.of("/global-lock-benchmark")); // loads what a failure needs, which reads files
    }

    private final Path path = Path.of("/global-lock-benchmark-" + name());

    /** The path in the call's arguments. */
    public String path() {
        return path.toString();
    }

    void call() {
        // What it finds does not matter, the call does.
        Files.notExists(path);
    }
}

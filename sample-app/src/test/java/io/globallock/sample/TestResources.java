package io.globallock.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** A lock and a bus of a test's own, both gone after it. */
public final class TestResources implements AutoCloseable {

    private final String name = "sample-test-" + UUID.randomUUID();
    private final Path memory = Path.of("/dev/shm");

    public String lock() {
        return name;
    }

    public Path bus() {
        return memory.resolve(name + "-bus");
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(bus());
            Files.deleteIfExists(memory.resolve("sem." + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

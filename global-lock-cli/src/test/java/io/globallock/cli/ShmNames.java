package io.globallock.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Names of locks for one test, removed behind it. */
public final class ShmNames implements AfterEachCallback {

    private final List<String> names = new ArrayList<>();

    /** One that nobody else has. */
    public String fresh() {
        String name = "gl-cli-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
        names.add(name);
        return name;
    }

    /** Where the semaphore of a name is. */
    public static Path file(String name) {
        return Path.of("/dev/shm", "sem." + name);
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        for (String name : names) {
            Files.deleteIfExists(file(name));
            Files.deleteIfExists(Path.of("/dev/shm", name));
        }
    }
}

package io.globallock.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Hands out lock names that nobody else uses, and removes what they left in {@code /dev/shm} after each test. */
public final class TestLocks implements AfterEachCallback {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Path SHM = Path.of("/dev/shm");

    private final List<String> names = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> closeables = new CopyOnWriteArrayList<>();

    /** A fresh name, without a slash. */
    public String name() {
        String name = "gl-test-%d-%d-%x"
                .formatted(ProcessHandle.current().pid(), COUNT.incrementAndGet(), System.nanoTime() & 0xffffff);
        names.add(name);
        return name;
    }

    /** Removes what another name leaves too. */
    public void removing(String name) {
        names.add(name);
    }

    /** Closes it after the test, before the names are removed; the last one first. */
    public <T extends AutoCloseable> T closing(T closeable) {
        closeables.add(0, closeable);
        return closeable;
    }

    /** Where the semaphore of a name is. */
    public static Path semaphore(String name) {
        return SHM.resolve("sem." + name);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        Exception failure = null;
        for (AutoCloseable closeable : closeables) {
            try {
                closeable.close();
            } catch (Exception e) {
                failure = e;
            }
        }
        closeables.clear();
        for (String name : names) {
            remove(semaphore(name));
            remove(SHM.resolve(name));
        }
        names.clear();
        if (failure != null) {
            throw failure;
        }
    }

    private static void remove(Path path) throws IOException {
        Files.deleteIfExists(path);
    }
}

package io.globallock.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs whole processes with the JDK of this one.
 *
 * @param caches where the launcher of the command line keeps its cache
 */
record Timer(Path caches) {

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** From its start to its end. */
    double millis(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("XDG_CACHE_HOME", caches.toString());
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            long start = System.nanoTime();
            int status = builder.start().waitFor();
            double millis = (System.nanoTime() - start) / 1e6;
            if (status != 0) {
                throw new IllegalStateException(command + " ended with " + status);
            }
            return millis;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Runs that command of the launcher and waits for the cache that it makes in the background. */
    void awaitCache(List<String> command) {
        millis(command);
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!isMade()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("the launcher has made no cache in " + caches);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private boolean isMade() {
        Path folder = caches.resolve("global-lock");
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (DirectoryStream<Path> made = Files.newDirectoryStream(folder)) {
            for (Path cache : made) {
                if (!cache.toString().endsWith(".making") && Files.exists(cache.resolve("classes.jsa"))) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

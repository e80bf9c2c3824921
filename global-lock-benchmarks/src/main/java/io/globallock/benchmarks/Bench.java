package io.globallock.benchmarks;

import io.globallock.benchmarks.rival.JavaRival;
import io.globallock.benchmarks.rival.RivalMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** Starts the processes of a section, ends them, and leaves neither semaphores nor files behind. */
final class Bench implements AutoCloseable {

    private final Effort effort;
    private final Path directory;
    private final Deque<Child> children = new ArrayDeque<>();
    private final List<String> names = new ArrayList<>();
    private int files;

    Bench(Effort effort) {
        this.effort = effort;
        try {
            this.directory = Files.createTempDirectory("global-lock-benchmark");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Effort effort() {
        return effort;
    }

    /** A semaphore's name that nobody else uses. */
    String newName() {
        String name = "gl-benchmark-" + ProcessHandle.current().pid() + "-" + names.size();
        names.add(name);
        return name;
    }

    /** Where files may be left: it is deleted at the end. */
    Path directory() {
        return directory;
    }

    /** A file that nobody else uses. */
    String newFile() {
        files++;
        return directory.resolve("file-" + files).toString();
    }

    Child java(JavaRival rival, String name) {
        return java("JVM " + rival, RivalMain.class, rival.name(), name);
    }

    Child java(String title, Class<?> main, String... args) {
        return start(title, Tools.java(main, args));
    }

    Child c(String kind, String name) {
        return start("C " + kind, List.of(Tools.cRival(directory).toString(), kind, name));
    }

    Child python(String name) {
        return start(
                "Python",
                List.of("python3", Tools.resource("rival.py", directory).toString(), name));
    }

    Child start(String title, List<String> command) {
        Child child = Child.start(title, command);
        children.push(child);
        return child.awaitReady();
    }

    /** All children end; the bench may be used again. */
    void endAll() {
        while (!children.isEmpty()) {
            children.pop().close();
        }
    }

    @Override
    public void close() {
        endAll();
        try (Stream<Path> files = Files.walk(directory)) {
            names.forEach(name -> delete(Path.of("/dev/shm/sem." + name)));
            files.sorted(Comparator.reverseOrder()).forEach(Bench::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Words of an answer as numbers; none if it is empty. */
    static long[] numbers(String answer) {
        if (answer.isEmpty()) {
            return new long[0];
        }
        return Arrays.stream(answer.split(" ")).mapToLong(Long::parseLong).toArray();
    }
}

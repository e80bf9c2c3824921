package io.globallock.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Programs beside this one: the JVM, a C compiler, Python, strace. */
final class Tools {

    private Tools() {}

    /** A JVM as an application would start it, but for a heap that lets ten of them run side by side. */
    static List<String> java(Class<?> main, String... args) {
        return java(classPath(), main, args);
    }

    /** Like {@link #java(Class, String...)}, with another class path. */
    static List<String> java(String classPath, Class<?> main, String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xms128m", "-Xmx128m"));
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(args));
        return command;
    }

    /** This JVM's; Surefire hides the true one behind a jar of its own. */
    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** The rival in C, compiled when first asked for. */
    static synchronized Path cRival(Path directory) {
        Path program = directory.resolve("rival");
        if (!Files.exists(program)) {
            String source = resource("rival.c", directory).toString();
            if (!run("gcc", "-O2", "-pthread", "-o", program.toString(), source)) {
                throw new IllegalStateException("gcc cannot compile the C rival; it needs libc's headers");
            }
        }
        return program;
    }

    /** A resource of this package as a file. */
    static Path resource(String name, Path directory) {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            try (InputStream in = Objects.requireNonNull(Tools.class.getResourceAsStream(name), name)) {
                Files.copy(in, file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return file;
    }

    static boolean hasGcc() {
        return run("sh", "-c", "echo '#include <semaphore.h>' | gcc -E -");
    }

    static boolean hasPython() {
        return run("python3", "-c", "import ctypes");
    }

    static boolean hasStrace() {
        return run("strace", "-o", "/dev/null", "true");
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}

package io.globallock.benchmarks;

import io.globallock.benchmarks.starter.EmptyMain;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The empty application's class path with the starter and without. Its classes are copied out of the benchmark's jar, because
 * the manifest of that brings the starter along, which loads native code before any of its configurations is looked at.
 */
record StarterClassPath(String with, String without) {

    private static final List<String> CLASSES = List.of("EmptyMain", "EmptyMain$App", "Application");
    private static final String STARTER = "global-lock-spring-boot-starter";

    static StarterClassPath of(Path directory) {
        try {
            copyClasses(directory);
            List<Path> all = new ArrayList<>(List.of(directory));
            for (String entry : Tools.classPath().split(File.pathSeparator, -1)) {
                all.addAll(isOwn(entry) ? entriesOfManifest(Path.of(entry)) : List.of(Path.of(entry)));
            }
            return new StarterClassPath(join(all.stream()), join(all.stream().filter(entry -> !entry.toString()
                    .contains(STARTER))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOwn(String entry) {
        return Path.of(entry).getFileName().toString().startsWith("benchmarks");
    }

    private static void copyClasses(Path directory) throws IOException {
        String folder = EmptyMain.class.getPackageName().replace('.', '/');
        Files.createDirectories(directory.resolve(folder));
        for (String name : CLASSES) {
            String file = name + ".class";
            try (InputStream in = Objects.requireNonNull(EmptyMain.class.getResourceAsStream(file), file)) {
                Files.copy(in, directory.resolve(folder).resolve(file));
            }
        }
    }

    private static List<Path> entriesOfManifest(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            String entries = file.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return Arrays.stream(entries.split(" ", -1))
                    .map(jar::resolveSibling)
                    .toList();
        }
    }

    private static String join(Stream<Path> entries) {
        return entries.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}

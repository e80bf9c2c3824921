package io.globallock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jcstress.Main;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/** Runs jcstress in a JVM of its own, which starts more of them, and reads what they saw. */
final class Jcstress {

    private final List<String> options;

    /** @param options of jcstress's command line */
    Jcstress(List<String> options) {
        this.options = List.copyOf(options);
    }

    /**
     * Waits until it is through, and ends it when interrupted.
     *
     * @param directory for the report, the results and what was printed; made if it is missing
     * @param tests a regular expression
     */
    Collection<TestResult> run(Path directory, String tests) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path output = directory.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "-t",
                tests,
                "-r",
                "html"));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            process.waitFor();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return results(directory, output);
    }

    /** Its exit status says only whether all passed, which the mutants never do. */
    private static Collection<TestResult> results(Path directory, Path output) throws IOException {
        InProcessCollector collector = new InProcessCollector();
        try (Stream<Path> files = Files.list(directory)) {
            Path blob = files.filter(it -> it.toString().endsWith(".bin.gz"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("jcstress left no results: see " + output));
            DiskReadCollector reader = new DiskReadCollector(blob.toString(), collector);
            try {
                reader.dump();
            } finally {
                reader.close();
            }
        } catch (ClassNotFoundException e) {
            throw new IOException(e);
        }
        return collector.getTestResults();
    }
}

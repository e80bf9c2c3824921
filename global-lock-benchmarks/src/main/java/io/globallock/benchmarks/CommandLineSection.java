package io.globallock.benchmarks;

import io.globallock.benchmarks.rival.Nothing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How long the command line takes, from the start of its launcher to its end, beside a JVM that does nothing. */
final class CommandLineSection implements Section {

    private static final Path LAUNCHER =
            Path.of(System.getProperty("global-lock.launcher", "global-lock-cli/target/global-lock"));
    private static final Target LOOK = Target.atMost(1.6, 1, "×");
    private static final Target CLAIM = Target.atMost(5, 0, "×");

    @Override
    public List<Table> measure(Bench bench) {
        Table table = new Table(
                "Command line",
                "Time on the wall of whole processes; the launcher has made its cache before.",
                "what",
                "ms: median (min–max)",
                "times an empty JVM's: median (min–max)",
                "target");
        if (!Files.isExecutable(LAUNCHER)) {
            return List.of(table.skipped("global-lock", "no " + LAUNCHER + ", which global-lock-cli builds"));
        }
        Timer timer = new Timer(Path.of(bench.newFile()));
        String free = bench.newName();
        String held = bench.newName();
        timer.awaitCache(List.of(LAUNCHER.toString(), free, "get", "-a", "0.001"));
        timer.millis(List.of(LAUNCHER.toString(), held, "get"));
        Map<String, List<String>> commands = new LinkedHashMap<>(); // in this order: unget frees what get took
        commands.put("empty JVM", emptyJvm(Path.of(bench.newFile())));
        commands.put("`state`, free", List.of(LAUNCHER.toString(), free, "state"));
        commands.put("`state`, locked by `get`", List.of(LAUNCHER.toString(), held, "state"));
        commands.put("`get`", List.of(LAUNCHER.toString(), free, "get"));
        commands.put("`unget`", List.of(LAUNCHER.toString(), free, "unget"));
        commands.put("`run -- true`", List.of(LAUNCHER.toString(), free, "run", "--", "true"));
        Map<String, List<Double>> times = new LinkedHashMap<>();
        for (int round = 0; round < bench.effort().rounds(); round++) {
            commands.forEach((what, command) ->
                    times.computeIfAbsent(what, any -> new ArrayList<>()).add(timer.millis(command)));
        }
        Samples empty = new Samples(Objects.requireNonNull(times.remove("empty JVM")));
        table.row("empty JVM", empty.show(0), "1.0", "");
        times.forEach((what, millis) -> {
            Samples all = new Samples(millis);
            Samples ratio = all.dividedBy(empty);
            Target target = what.startsWith("`state`") ? LOOK : CLAIM;
            table.row("**" + what + "**", all.show(0), ratio.show(1), target.judge(ratio.median()));
        });
        return List.of(table);
    }

    /** A class of its own directory, not out of a jar of many. */
    private static List<String> emptyJvm(Path directory) {
        Path file = directory.resolve(Nothing.class.getName().replace('.', '/') + ".class");
        try (InputStream in = Objects.requireNonNull(Nothing.class.getResourceAsStream("Nothing.class"))) {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.copy(in, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "-cp", directory.toString(), Nothing.class.getName());
    }
}

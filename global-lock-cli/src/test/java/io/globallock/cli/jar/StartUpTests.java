package io.globallock.cli.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globallock.cli.ShmNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Wall time against an empty JVM, the best of several in turn. The limits are those of docs/design.md times a factor, because a
 * busy machine tells little: -Dglobal-lock.test.start-up-slack=1 on an idle one.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StartUpTests {

    private static final double SLACK = Double.parseDouble(System.getProperty("global-lock.test.start-up-slack", "3"));
    private static final int ROUNDS = 15;

    @RegisterExtension
    final ShmNames names = new ShmNames();

    @Test
    void lookingIsNearlyFreeAndClaimingCheap(@TempDir Path folder) throws IOException, InterruptedException {
        String lock = names.fresh();
        Map<String, String> environment = Map.of("XDG_CACHE_HOME", folder.toString());
        Program.launch(environment, Program.LAUNCHER, lock, "get", "-a", "0.001");
        await().atMost(Duration.ofMinutes(2)).until(() -> isMade(folder.resolve("global-lock")));
        Path empty = Files.writeString(
                folder.resolve("Empty.java"), "class Empty { public static void main(String[] a) {} }");
        Program.run(new ProcessBuilder(java("javac"), "-d", folder.toString(), empty.toString()));
        double jvm = Double.MAX_VALUE;
        double state = Double.MAX_VALUE;
        double run = Double.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            jvm = Math.min(jvm, millis(environment, List.of(java("java"), "-cp", folder.toString(), "Empty")));
            state = Math.min(state, millis(environment, List.of(Program.LAUNCHER.toString(), lock, "state")));
            run = Math.min(run, millis(environment, List.of(Program.LAUNCHER.toString(), lock, "run", "--", "true")));
        }
        System.out.printf(
                "start-up: empty JVM %.0f ms, state %.0f ms (%.2f), run -- true %.0f ms (%.2f)%n",
                jvm, state, state / jvm, run, run / jvm);
        assertThat(state / jvm).isLessThan(1.6 * SLACK);
        assertThat(run / jvm).isLessThan(5 * SLACK);
    }

    private static String java(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    private static boolean isMade(Path caches) throws IOException {
        try (Stream<Path> files = Files.list(caches)) {
            return files.anyMatch(
                    cache -> !cache.toString().endsWith(".making") && Files.exists(cache.resolve("classes.jsa")));
        }
    }

    private static double millis(Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        long start = System.nanoTime();
        int status = builder.start().waitFor();
        double millis = (System.nanoTime() - start) / 1e6;
        assertThat(status).as(String.join(" ", command)).isZero();
        return millis;
    }
}

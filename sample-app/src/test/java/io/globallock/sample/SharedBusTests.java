package io.globallock.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Real processes on one simulated bus: two instances and a foreign one. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@EnabledOnOs(value = OS.LINUX, disabledReason = "puts its files into /dev/shm")
class SharedBusTests {

    private static final int SECONDS = 10;
    private static final int SECONDS_WITHOUT_LOCK = 6; // two thirds of all readings are wrong then

    @Test
    void nobodyReadsAWrongValueUnderTheLock() throws IOException {
        requirePython();

        List<String> reports = readTogether(SECONDS, "--sample.locking=true");

        assertThat(reports).allSatisfy(report -> {
            assertThat(number(report, "wrong")).isZero();
            assertThat(number(report, "readings")).isPositive();
        });
    }

    /** Proves that the test above can fail. */
    @Test
    void wrongValuesAreReadWithoutTheLock() throws IOException {
        requirePython();

        List<String> reports = readTogether(SECONDS_WITHOUT_LOCK, "--sample.locking=false", "--no-lock");

        assertThat(reports.stream().mapToInt(report -> number(report, "wrong"))).allMatch(wrong -> wrong > 0);
    }

    @Test
    void anInstanceReadsOnAfterAnotherWasKilledWhileItHeld() {
        try (TestResources resources = new TestResources();
                SampleProcess victim = SampleProcess.start(resources);
                SampleProcess survivor = SampleProcess.start(resources)) {
            survivor.awaitStart();
            assumeThat(survivor.mechanism()).as("a takeover needs it").isEqualTo("owned");
            victim.awaitStart().post("hold?seconds=600").join();
            victim.kill();

            assertThat(survivor.get("readings").join()).contains("outdoorTemperature");
        }
    }

    private static List<String> readTogether(int seconds, String locking, String... peerOptions) throws IOException {
        try (TestResources resources = new TestResources();
                SampleProcess one = SampleProcess.start(resources, locking);
                SampleProcess two = SampleProcess.start(resources, locking)) {
            one.awaitStart();
            two.awaitStart();
            CompletableFuture<String> first = one.post("stress?seconds=" + seconds);
            CompletableFuture<String> second = two.post("stress?seconds=" + seconds);
            CompletableFuture<String> foreign = peer(resources, seconds, peerOptions);
            List<String> reports = Stream.of(first, second, foreign)
                    .map(CompletableFuture::join)
                    .toList();
            reports.forEach(System.out::println);
            return reports;
        }
    }

    private static CompletableFuture<String> peer(TestResources resources, int seconds, String... options)
            throws IOException {
        List<String> command = new ArrayList<>(
                List.of("python3", Path.of("peer.py").toAbsolutePath().toString()));
        command.addAll(List.of("--seconds", seconds + "", "--lock", resources.lock(), "--bus", resources.bus() + ""));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return CompletableFuture.supplyAsync(() -> process.inputReader().lines().reduce("", String::concat));
    }

    private static void requirePython() {
        if (!Boolean.getBoolean("global-lock.test.require-peers")) {
            assumeThat(hasPython()).as("python3 is missing").isTrue();
        }
    }

    private static boolean hasPython() {
        try {
            return new ProcessBuilder("python3", "-c", "import ctypes, mmap")
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int number(String report, String field) {
        return JsonPath.read(report, "$." + field);
    }
}

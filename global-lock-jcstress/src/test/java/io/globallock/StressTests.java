package io.globallock;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;
import org.openjdk.jcstress.infra.runners.TestList;

/** The words that are written without a lock, and a mutant of each. docs/testing.md says how to run it for longer. */
@Timeout(60)
class StressTests {

    private static final String MUTANT = ".Mutant";

    /** A mutant that is not caught at once, by a machine that has other things to do, gets as many runs more. */
    private static final int MORE_RUNS = 4;

    private static final Map<String, List<TestResult>> RESULTS = new TreeMap<>();

    /** Ended before Surefire would end this JVM alone. */
    @BeforeAll
    @Timeout(value = 18, unit = TimeUnit.MINUTES)
    static void run() throws IOException, InterruptedException {
        assumeThat(Runtime.getRuntime().availableProcessors())
                .as("processors: two threads must run at once")
                .isGreaterThan(1);
        Path reports = Files.createDirectories(Path.of(System.getProperty("jcstress.reports")));
        Jcstress jcstress =
                new Jcstress(List.of(System.getProperty("jcstress.options").split(" +")));
        Set<String> open = new TreeSet<>(TestList.tests());
        open.removeIf(name -> !name.endsWith("Stress") && !isMutant(name));
        for (int runs = 0; !open.isEmpty() && runs <= MORE_RUNS; runs++) {
            String regex = open.stream().map(it -> it.replace(".", "\\.")).collect(joining("|", "^(", ")$"));
            RESULTS.putAll(jcstress.run(Files.createTempDirectory(reports, "run-"), regex).stream()
                    .collect(groupingBy(TestResult::getName)));
            open.removeIf(name -> !isMutant(name) || !forbidden(name).isEmpty());
        }
    }

    @Test
    void eachTestHasAMutant() {
        assertThat(TestList.tests())
                .filteredOn(StressTests::isMutant)
                .hasSizeGreaterThan(1)
                .extracting(name -> name.replace(MUTANT, ""))
                .containsExactlyInAnyOrderElementsOf(good());
    }

    @Test
    void nothingForbiddenIsSeen() {
        assertThat(good()).allSatisfy(name -> {
            assertRan(name);
            assertThat(forbidden(name)).isEmpty();
        });
    }

    @Test
    void eachMutantIsCaught() {
        assertThat(good()).allSatisfy(name -> {
            assertRan(name + MUTANT);
            assertThat(forbidden(name + MUTANT)).isNotEmpty();
        });
    }

    private static boolean isMutant(String name) {
        return name.endsWith(MUTANT);
    }

    private static List<String> good() {
        return TestList.tests().stream().filter(it -> it.endsWith("Stress")).toList();
    }

    /** Nothing broke, and something acceptable was seen: a mutant that is wrong throughout would prove nothing. */
    private static void assertRan(String name) {
        List<TestResult> results = RESULTS.getOrDefault(name, List.of());
        assertThat(results).isNotEmpty().extracting(TestResult::status).containsOnly(Status.NORMAL);
        assertThat(seen(name)).anyMatch(it -> it.expect == Expect.ACCEPTABLE);
    }

    private static List<String> forbidden(String name) {
        return seen(name).stream()
                .filter(it -> it.expect == Expect.FORBIDDEN)
                .map(it -> it.count + " times " + it.id + ": " + it.description)
                .toList();
    }

    private static List<GradingResult> seen(String name) {
        return RESULTS.getOrDefault(name, List.of()).stream()
                .flatMap(it -> it.grading().gradingResults.values().stream())
                .filter(it -> it.count > 0)
                .toList();
    }
}

package io.globallock.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What Prometheus gets from a running sample. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@EnabledOnOs(value = OS.LINUX, disabledReason = "puts its files into /dev/shm")
class PrometheusTests {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `globallock\\.[^`]+` \\| `(globallock_[^`]+)` \\|");
    private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (globallock_\\S+) ");
    private static final Pattern SERIES = Pattern.compile("(?m)^globallock_.*");

    @Test
    void aScrapeHasTheMetersOfTheReadmeUnderTheirPrometheusNamesForEachLock() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        try (TestResources resources = new TestResources();
                SampleProcess sample = SampleProcess.start(resources)) {
            sample.awaitStart();
            assumeThat(sample.mechanism()).as("some meters need it").isEqualTo("owned");
            assertThat(sample.get("readings").join()).contains("outdoorTemperature");

            String scrape = sample.get("actuator/prometheus").join();

            List<String> families = found(FAMILY, scrape).stream()
                    .filter(family -> !family.endsWith("_max")) // belongs to a timer
                    .toList();
            assertThat(families).containsExactlyInAnyOrderElementsOf(found(ROW, readme));
            assertThat(found(SERIES, scrape))
                    .allMatch(series -> series.matches("\\w+\\{lock=\"i2c-1\"(,outcome=\"\\w+\")?} [0-9.E-]+"))
                    .contains("globallock_claim_seconds_count{lock=\"i2c-1\",outcome=\"acquired\"} 1")
                    .contains("globallock_hold_seconds_count{lock=\"i2c-1\"} 1")
                    .contains("globallock_claimed{lock=\"i2c-1\"} 0.0");
        }
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(result -> result.group(result.groupCount()))
                .toList();
    }
}

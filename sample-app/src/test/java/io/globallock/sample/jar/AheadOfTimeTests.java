package io.globallock.sample.jar;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.globallock.sample.SampleProcess;
import io.globallock.sample.TestResources;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The packaged sample with the code that {@code spring-boot:process-aot} generated for it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@EnabledOnOs(value = OS.LINUX, disabledReason = "puts its files into /dev/shm")
class AheadOfTimeTests {

    private static final List<String> PROCESSED =
            List.of("-Dspring.aot.enabled=true", "-jar", System.getProperty("sample.jar", "target/sample-app.jar"));

    @Test
    void theProcessedSampleReadsUnderItsLockAndShowsItAndHasNothingToComplainOf() {
        try (TestResources resources = new TestResources();
                SampleProcess sample = SampleProcess.start(PROCESSED, resources)) {
            sample.awaitStart();
            assertThat(sample.output()).contains("Starting AOT-processed SampleApplication");

            assertThat(sample.get("readings").join()).contains("outdoorTemperature");
            String lock = JsonPath.read(sample.get("actuator/globallocks").join(), "$.locks.i2c-1")
                    .toString();
            assertThat(lock).contains("name=" + resources.lock(), "contention={claims=1,");
            assertThat(sample.get("actuator/prometheus").join())
                    .contains("globallock_claim_seconds_count{lock=\"i2c-1\",outcome=\"acquired\"} 1");

            assertThat(sample.output().lines()).noneMatch(line -> line.matches(".*\\b(WARN|ERROR|Exception)\\b.*"));
        }
    }
}

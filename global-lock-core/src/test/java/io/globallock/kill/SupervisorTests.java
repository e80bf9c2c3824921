package io.globallock.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the takeover delay is for (req.takeover.delay): supervisors that unget after a crash, as many do today. */
@Timeout(600)
class SupervisorTests extends KillFixture {

    @Test
    void theDefaultDelayKeepsJavaOutWhileAForeignJobRunsBehindAnUnget() {
        try (Supervisor supervisor = new Supervisor(lock, Duration.ofSeconds(1))) {
            assertThat(supervisor.violationsWithin(Amount.SUPERVISOR_RUNS.get()))
                    .isZero();
        }
    }

    /** The test above can fail. */
    @Test
    void withoutDelayJavaGoesInBesideTheForeignJob() {
        try (Supervisor supervisor = new Supervisor(lock, Duration.ZERO)) {
            assertThat(supervisor.violationsWithin(30)).isPositive();
        }
    }
}

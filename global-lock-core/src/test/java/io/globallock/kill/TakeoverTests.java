package io.globallock.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How soon a dead holder's lock is in use again (req.takeover.delay). The figures are printed; the bounds here are wide
 * enough for a busy machine.
 */
@Timeout(3600)
class TakeoverTests extends KillFixture {

    private static final Duration DEFAULT_DELAY = Duration.ofSeconds(1);
    private static final Duration SLACK = Duration.ofSeconds(5);

    @Test
    void aWaiterTakesOverAtOnceWithoutDelay() {
        Latencies latencies = measure(
                "delay 0, a JVM waits", Duration.ZERO, takeover -> takeover.byAttachedWaiter(Amount.TAKEOVERS.get()));

        assertThat(latencies.percentile(0.5)).isLessThan(Duration.ofSeconds(1));
        assertThat(latencies.percentile(1)).isLessThan(SLACK);
    }

    @Test
    void aWaiterTakesOverAfterTheDefaultDelay() {
        Latencies latencies = measure(
                "default delay, a JVM waits",
                DEFAULT_DELAY,
                takeover -> takeover.byAttachedWaiter(Amount.SLOW_TAKEOVERS.get()));

        assertThat(latencies.percentile(0)).isGreaterThanOrEqualTo(DEFAULT_DELAY);
        assertThat(latencies.percentile(1)).isLessThan(DEFAULT_DELAY.plus(SLACK));
    }

    @Test
    void anIdleJvmFreesADeadHoldersLockForAForeignWaiter() {
        Latencies latencies = measure(
                "default delay, a foreign program waits, an idle JVM has the lock open",
                DEFAULT_DELAY,
                takeover -> takeover.byForeignWaiter(Amount.SLOW_TAKEOVERS.get()));

        assertThat(latencies.percentile(0)).isGreaterThanOrEqualTo(DEFAULT_DELAY);
        assertThat(latencies.percentile(1)).isLessThan(DEFAULT_DELAY.plus(SLACK));
    }

    @Test
    void theFirstJvmAfterADeathTakesOverAfterTheDelay() {
        Latencies latencies = measure(
                "default delay, nobody has the lock open, a JVM opens it",
                DEFAULT_DELAY,
                takeover -> takeover.byFirstOpener(Amount.SLOW_TAKEOVERS.get()));

        assertThat(latencies.percentile(0)).isGreaterThanOrEqualTo(DEFAULT_DELAY);
        assertThat(latencies.percentile(1)).isLessThan(DEFAULT_DELAY.plus(SLACK));
    }

    private Latencies measure(String title, Duration delay, Function<Takeover, Latencies> measurement) {
        try (Takeover takeover = new Takeover(lock, delay)) {
            Latencies latencies = measurement.apply(takeover);
            System.out.println("Takeover, " + title + ": " + latencies);
            return latencies;
        }
    }
}

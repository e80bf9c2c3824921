package io.globallock.kill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lock survives its holders, and whatever else is done to them (req.takeover): nobody is inside twice, nobody is shut out. */
@Timeout(7200)
class KillTests extends KillFixture {

    /** With fewer it may be that none of them held. */
    private static final int ENOUGH_STOPS = 100;

    @Test
    void jvmsKilledAnywhereInterruptedReopenedAndStoppedLeaveAWholeLock() {
        try (KillRun run = new KillRun(lock)) {
            KillReport report = run.run(Amount.KILLS.get());
            System.out.println(report);

            assertThat(report.violations()).as("%s", report).isZero();
            assertThat(report.kills()).isGreaterThanOrEqualTo(Amount.KILLS.get());
            assertThat(DeathPlan.STEPS).containsAll(report.killsByStep().keySet());
            if (report.kills() >= DeathPlan.ENOUGH_FOR_ALL_STEPS) {
                assertThat(report.killsByStep()).containsOnlyKeys(DeathPlan.STEPS);
                assertThat(report.unrest()).containsOnlyKeys(Unrest.Kind.values());
                assertThat(report.seen().values()).as("effects of the unrest").allMatch(count -> count > 0);
            }
            if (report.unrest().getOrDefault(Unrest.Kind.STOP, 0) >= ENOUGH_STOPS) {
                assertThat(report.stoppedHolders()).as("stopped holders").isPositive();
            }
            assertThat(report.shutOut()).isEmpty();
            assertThat(report.word().value()).isEqualTo(1);
            assertThat(report.word().owner()).isZero();
            assertThat(report.takeovers()).isPositive();
        }
    }

    /** The harness can fail: it catches a recovery that does not ask whether the owner lives. */
    @Test
    void aRecoveryThatTakesTheLivingForDeadIsCaught() {
        try (KillRun run = new KillRun(lock, "-Dio.globallock.test.mutant=alive-counts-as-dead")) {
            assertThat(run.run(30).violations()).isPositive();
        }
    }
}

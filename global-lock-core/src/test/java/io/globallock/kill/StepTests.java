package io.globallock.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.LockOptions;
import io.globallock.Mechanism;
import io.globallock.peer.Canary;
import io.globallock.peer.ChildJvm;
import io.globallock.peer.ForeignPeer;
import io.globallock.peer.LockPeer;
import io.globallock.peer.Peer;
import io.globallock.peer.SemaphoreFile;
import io.globallock.peer.TestLocks;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** One death at each step of the protocol, looked at alone (req.takeover). */
@Timeout(120)
class StepTests {

    static final List<String> STEPS = DeathPlan.STEPS;

    private static final int KILLED = 128 + 9;

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    private final String name = testLocks.name();
    private final Canary canary = testLocks.closing(Canary.create());

    @ParameterizedTest
    @FieldSource("STEPS")
    void afterADeathAtAnyStepAForeignWaiterAndAJvmGetIn(String step) {
        Peer foreign = testLocks.closing(ForeignPeer.C.start(name, canary, 0)).awaitReady();
        if (step.contains("DEAD_SLOT") || step.contains("TAKEOVER") || step.contains("MUTEX")) {
            dieAt("AFTER_TOKEN");
        }
        boolean waits = step.contains("REGISTRATION") || step.contains("SLEEP");
        if (waits) {
            foreign.ask("trywait");
        }
        dieAt(step);
        if (waits) {
            foreign.ask("post");
        }

        foreign.send("job 10");
        try (GlobalLocks locks = GlobalLocks.create(options())) {
            GlobalLock lock = locks.get(name);
            assertThat(lock.tryClaim(Duration.ofSeconds(20))).hasValueSatisfying(Claim::release);
            assertThat(foreign.answer()).isEqualTo("ok");
            assertThat(lock.value()).hasValue(1);
        }
        assertThat(SemaphoreFile.read(name).owner()).isZero();
        assertThat(canary.violations()).isZero();
    }

    private void dieAt(String step) {
        LockOptions options = options();
        Peer victim = testLocks.closing(ChildJvm.of(LockPeer.class)
                .with(DieAtStep.option())
                .start(name, Mechanism.OWNED, options.takeoverDelay().toMillis(), canary.path(), 1));
        victim.awaitReady();
        victim.ask(DieAtStep.command(step, 1));
        victim.send("claim 20000");
        victim.offer("release");
        if (step.contains("CLOSE")) { // else the reaper still has its rounds to do
            victim.offer("close");
        }
        assertThat(victim.awaitEnd()).as("exit status of %s", victim).isEqualTo(KILLED);
    }

    private static LockOptions options() {
        return LockOptions.defaults().withMechanism(Mechanism.OWNED).withTakeoverDelay(Duration.ZERO);
    }
}

package io.globallock.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.LockOptions;
import io.globallock.LockState;
import io.globallock.Mechanism;
import io.globallock.peer.ForeignPeer;
import io.globallock.peer.TestLocks;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real processes in three languages never meet inside (req.exclusion). */
@Timeout(120)
class ContentionTests {

    private static final Duration RUN = Duration.ofSeconds(10);

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    @BeforeAll
    static void needsPeers() {
        ForeignPeer.requireAll();
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNED", "PLAIN"})
    void twoJvmsAndForeignProgramsAreNeverInsideTogether(Mechanism mechanism) {
        String name = testLocks.name();
        try (Contenders contenders = new Contenders(name, mechanism)) {
            contenders.start(RUN, true);
            contenders.awaitProgressOfAll();

            assertThat(contenders.canary.violations())
                    .as("%s", contenders.canary)
                    .isZero();
            assertThat(contenders.valuesSeen()).isEqualTo("0 1");
        }
        try (GlobalLocks locks = GlobalLocks.create(LockOptions.defaults().withMechanism(mechanism))) {
            GlobalLock lock = locks.get(name);
            assertThat(lock.value()).hasValue(1);
            assertThat(lock.status().state()).isEqualTo(LockState.FREE);
        }
    }

    @Test
    void theCanarySeesThemTogetherWhenTheyDoNotLock() {
        try (Contenders contenders = new Contenders(testLocks.name(), Mechanism.PLAIN)) {
            contenders.start(RUN, false);

            await().atMost(RUN).until(() -> contenders.canary.violations() > 0);
            contenders.canary.stop();
        }
    }
}

package io.globallock.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.peer.ForeignPeer;
import io.globallock.peer.TestLocks;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the takeover delay is for (req.takeover.delay): supervisors that unget after a crash, as many do today. */
@Timeout(600)
class SupervisorTests {

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    private final String lock = testLocks.name();

    @BeforeAll
    static void needsPeers() {
        ForeignPeer.requireAll();
    }

    @BeforeEach
    void removeWarmUpLockToo() {
        testLocks.removing(Spares.warmUpLock(lock));
    }

    @Test
    void theDefaultDelayKeepsJavaOutWhileAForeignJobRunsBehindAnUnget() {
        try (Supervisor supervisor = new Supervisor(lock, Duration.ofSeconds(1))) {
            assertThat(supervisor.violationsAfter(Amount.SUPERVISOR_RUNS.get())).isZero();
        }
    }

    /** The test above can fail. */
    @Test
    void withoutDelayJavaGoesInBesideTheForeignJob() {
        try (Supervisor supervisor = new Supervisor(lock, Duration.ZERO)) {
            assertThat(supervisor.violationsAfter(4)).isPositive();
        }
    }
}

package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.peer.TestLocks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a lock of every mechanism keeps: the tables of {@link GlobalLock} and {@link Claim}, one test for each cell. The chapters
 * are interfaces; {@link WaitingLockContract} adds those for locks that make threads wait.
 */
@Timeout(120)
abstract class GlobalLockContract
        implements BinaryClaimContract,
                RecursiveClaimContract,
                DetachedClaimContract,
                ForcedReleaseContract,
                LockViewContract,
                InterruptedThreadContract {

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    final GlobalLocks locks;

    private final RecordedEvents events = new RecordedEvents();
    private final GlobalLock lock;

    GlobalLockContract(Mechanism mechanism) {
        locks = testLocks.closing(GlobalLocks.create(LockOptions.defaults().withMechanism(mechanism)));
        locks.addListener(events);
        lock = locks.get(testLocks.name());
    }

    @Override
    public final GlobalLock lock() {
        return lock;
    }

    @Override
    public final RecordedEvents events() {
        return events;
    }

    @AfterEach
    void theLockIsLeftFree() throws Exception {
        assertFree();
    }

    @Test
    void theTextOfALockNamesIt() {
        assertThat(lock).hasToString("GlobalLock " + lock.name() + " (" + lock.mechanism() + ")");
    }
}

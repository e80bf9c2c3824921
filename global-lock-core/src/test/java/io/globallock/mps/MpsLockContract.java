package io.globallock.mps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * What every lock with the operations of {@link MpsLock} keeps: its state × operation table, one test per cell.
 *
 * <p>A lock of another type passes through an adapter that implements {@link MpsLock}; where such a lock has exceptions
 * of its own, {@link #misuseType()} names their common type.
 */
// In a thread of its own: a test that hangs in a claim could not be interrupted.
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
public abstract class MpsLockContract {
    private MpsLock lock;
    private boolean finished;

    /** A lock that nobody holds. */
    protected abstract MpsLock newLock();

    /** Called after each test, by a thread that owns nothing. */
    protected void dispose(MpsLock lock) {}

    /** Whether a claim waits for another thread, instead of refusing it. */
    protected boolean supportsOtherThreads() {
        return true;
    }

    protected boolean supportsFinish() {
        return true;
    }

    protected Class<? extends Throwable> misuseType() {
        return LockUsageException.class;
    }

    protected int incrementsPerThread() {
        return 100_000;
    }

    @BeforeEach
    void makeTheLock() {
        lock = newLock();
    }

    @AfterEach
    void theLockIsLeftFree() {
        try {
            assertThat(finished || !lock.isHeld()).as("free or finished").isTrue();
        } finally {
            dispose(lock);
        }
    }

    @Test
    void aNewLockIsFree() {
        assertThat(lock.isHeld()).isFalse();
    }

    @Test
    void aBinaryClaimHoldsTheLockUntilItsRelease() {
        for (int i = 0; i < 3; i++) {
            lock.claim();
            assertThat(lock.isHeld()).isTrue();
            lock.release();
            assertThat(lock.isHeld()).isFalse();
        }
    }

    @Test
    void recursiveClaimsHoldTheLockUntilTheLastIsReleased() {
        lock.claimRecursive();
        lock.claimRecursive();
        lock.releaseRecursive();
        assertThat(lock.isHeld()).isTrue();
        lock.releaseRecursive();
        assertThat(lock.isHeld()).isFalse();
    }

    @Test
    void recursiveClaimsMayFollowABinaryOneAndAreUndoneInReverse() {
        lock.claim();
        lock.claimRecursive();
        lock.releaseRecursive();
        assertThat(lock.isHeld()).isTrue();
        lock.release();
        assertThat(lock.isHeld()).isFalse();
    }

    @Test
    void aSingleClaimMayBeReleasedInEitherForm() {
        lock.claim();
        lock.releaseRecursive();
        assertThat(lock.isHeld()).isFalse();
        lock.claimRecursive();
        lock.release();
        assertThat(lock.isHeld()).isFalse();
    }

    @Test
    void aHundredThousandClaimsNestAndComeBack() {
        for (int i = 0; i < 100_000; i++) {
            lock.claimRecursive();
        }
        for (int i = 0; i < 100_000; i++) {
            assertThat(lock.isHeld()).isTrue();
            lock.releaseRecursive();
        }
        assertThat(lock.isHeld()).isFalse();
    }

    @Test
    void aBinaryClaimByTheOwnerIsRefusedAndChangesNothing() {
        lock.claim();
        assertMisuse(lock::claim);
        lock.release();

        lock.claimRecursive();
        assertMisuse(lock::claim);
        lock.releaseRecursive();
        assertThat(lock.isHeld()).isFalse();
    }

    @Test
    void aBinaryReleaseOfNestedClaimsIsRefusedAndChangesNothing() {
        lock.claim();
        lock.claimRecursive();
        assertMisuse(lock::release);
        lock.releaseRecursive();
        lock.release();
        assertThat(lock.isHeld()).isFalse();
    }

    @Test
    void releasingAFreeLockIsRefusedAndChangesNothing() {
        assertMisuse(lock::release);
        assertMisuse(lock::releaseRecursive);
        assertThat(lock.isHeld()).isFalse();

        lock.claim();
        lock.release();
        assertMisuse(lock::release);
        assertMisuse(lock::releaseRecursive);
        assertThat(lock.isHeld()).isFalse();
    }

    @Test
    void aReleaseByAnotherThreadIsRefusedAndChangesNothing() throws Exception {
        lock.claim();
        OtherThread.run(() -> {
            assertMisuse(lock::release);
            assertMisuse(lock::releaseRecursive);
        });
        assertThat(lock.isHeld()).isTrue();
        lock.release();
    }

    @Test
    void anyThreadSeesThatTheLockIsHeld() throws Exception {
        assumeTrue(supportsOtherThreads(), "this lock has one thread");
        lock.claim();
        OtherThread.run(() -> assertThat(lock.isHeld()).isTrue());
        lock.release();
        OtherThread.run(() -> assertThat(lock.isHeld()).isFalse());
    }

    @Test
    void aBinaryClaimIsKeptOutWhileAnotherThreadOwns() throws Exception {
        assertKeepsOut(lock::claim, lock::release);
    }

    @Test
    void aRecursiveClaimIsKeptOutWhileAnotherThreadOwns() throws Exception {
        assertKeepsOut(lock::claimRecursive, lock::releaseRecursive);
    }

    @Test
    void anInterruptDuringAClaimNeitherEndsItNorGetsLost() throws Exception {
        assumeTrue(supportsOtherThreads(), "this lock has one thread");
        lock.claim();
        AtomicBoolean released = new AtomicBoolean();
        OtherThread other = OtherThread.start(() -> {
            lock.claim();
            assertThat(released).isTrue();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            lock.release();
        });
        other.awaitWaiting().thread().interrupt();
        other.awaitWaiting();
        released.set(true);
        lock.release();
        other.join();
    }

    @Test
    void binaryClaimsOfFourThreadsLoseNoIncrement() throws Exception {
        assumeTrue(supportsOtherThreads(), "this lock has one thread");
        assertThat(Increments.lost(4, incrementsPerThread(), lock::claim, lock::release))
                .isZero();
    }

    @Test
    void nestedClaimsOfFourThreadsLoseNoIncrement() throws Exception {
        assumeTrue(supportsOtherThreads(), "this lock has one thread");
        Runnable claimTwice = () -> {
            lock.claimRecursive();
            lock.claimRecursive();
        };
        Runnable releaseTwice = () -> {
            lock.releaseRecursive();
            lock.releaseRecursive();
        };
        assertThat(Increments.lost(4, incrementsPerThread(), claimTwice, releaseTwice))
                .isZero();
    }

    @Test
    void aFinishedLockRefusesEverything() {
        assumeTrue(supportsFinish(), "this lock has no end");
        lock.claim();
        lock.release();
        lock.finish();
        finished = true;
        assertMisuse(lock::claim);
        assertMisuse(lock::release);
        assertMisuse(lock::claimRecursive);
        assertMisuse(lock::releaseRecursive);
        assertMisuse(lock::isHeld);
        assertMisuse(lock::finish);
    }

    @Test
    void aHeldLockCannotBeFinished() {
        assumeTrue(supportsFinish(), "this lock has no end");
        lock.claim();
        assertMisuse(lock::finish);
        assertThat(lock.isHeld()).isTrue();
        lock.release();
        lock.claim();
        lock.release();
    }

    @Test
    void aLockHeldByAnotherThreadCannotBeFinished() throws Exception {
        assumeTrue(supportsFinish() && supportsOtherThreads(), "this lock has no end, or one thread");
        lock.claim();
        OtherThread.run(() -> assertMisuse(lock::finish));
        lock.release();
    }

    private void assertMisuse(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(misuseType());
    }

    private void assertKeepsOut(Runnable claim, Runnable release) throws Exception {
        lock.claim();
        if (!supportsOtherThreads()) {
            OtherThread.run(() -> assertMisuse(claim::run));
            lock.release();
            return;
        }
        AtomicBoolean released = new AtomicBoolean();
        OtherThread other = OtherThread.start(() -> {
            claim.run();
            assertThat(released).isTrue();
            release.run();
        });
        other.awaitWaiting();
        released.set(true);
        lock.release();
        other.join();
    }
}

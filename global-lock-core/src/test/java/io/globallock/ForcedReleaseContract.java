package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The emergency exit: somebody frees the lock under its holder. */
interface ForcedReleaseContract extends LockUnderTest {

    @Test
    default void forcingAFreeLockDoesNothing() throws Exception {
        assertThat(lock().forceRelease("nobody is there")).isFalse();
        assertThat(events().words()).isEmpty();
        assertFree();
    }

    @Test
    default void anotherThreadForcesTheHolderOut() throws Exception {
        Claim claim = lock().claim();
        assertThat(OtherThread.call(() -> lock().forceRelease("bus is stuck"))).isTrue();
        assertThat(claim.isHeld()).isFalse();
        assertThat(claim.isLost()).isTrue();
        assertThat(claim.depth()).isZero();
        assertThat(events().count("forced: bus is stuck")).isEqualTo(1);
        assertFree();
    }

    @Test
    default void theReleaseOfALostClaimLeavesTheNextHolderAlone() throws Exception {
        Claim lost = lock().claim();
        assertThat(lock().forceRelease("test")).isTrue();

        Claim next = lock().claimDetached();
        assertThat(lost.release()).isFalse();
        assertThat(lost.release()).isFalse();
        lost.close();
        assertThat(OtherThread.call(lost::release)).isFalse();
        assertThat(lost.isLost()).isTrue();
        assertThat(events().count("lost")).isEqualTo(1);
        assertOthersAreKeptOut();
        assertThat(next.release()).isTrue();
        assertFree();
    }

    @Test
    default void aForcedReleaseEndsAllNestedClaims() throws Exception {
        Claim outer = lock().claim();
        Claim inner = lock().claimRecursive();
        assertThat(lock().forceRelease("test")).isTrue();
        assertThat(lock().isClaimedByCurrentThread()).isFalse();
        assertFree();

        Claim again = lock().claim();
        assertThat(inner.isLost()).isTrue();
        assertThat(inner.isHeld()).isFalse();
        assertThat(inner.release()).isFalse();
        assertThat(outer.release()).isFalse();
        assertThat(again.depth()).isEqualTo(1);
        assertOthersAreKeptOut();
        assertThat(again.release()).isTrue();
    }

    @Test
    default void aDetachedClaimCanBeForcedOut() throws Exception {
        Claim claim = lock().claimDetached();
        assertThat(lock().forceRelease("test")).isTrue();
        assertThat(claim.release()).isFalse();
        assertThat(claim.isLost()).isTrue();
        assertFree();
    }

    @Test
    default void aSecondForceFindsNothing() throws Exception {
        Claim claim = lock().claim();
        assertThat(lock().forceRelease("first")).isTrue();
        assertThat(lock().forceRelease("second")).isFalse();
        assertThat(events().count("forced: second")).isZero();
        assertThat(claim.release()).isFalse();
        assertFree();
    }
}

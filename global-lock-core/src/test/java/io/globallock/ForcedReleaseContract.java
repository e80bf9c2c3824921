package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    /** Whoever looked, thought about it and then forces must not free who came in meanwhile. */
    @Test
    default void aForceThatNamesATokenFreesOnlyThatHold() throws Exception {
        Claim seen = lock().claim();
        if (lock().mechanism() == Mechanism.PLAIN) {
            assertThatThrownBy(() -> lock().forceRelease("no tokens here", seen.token()))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("no fencing tokens");
            assertThat(seen.release()).isTrue();
            return;
        }
        assertThat(seen.release()).isTrue();
        Claim next = lock().claim();
        assertThat(lock().forceRelease("too late", seen.token())).isFalse();
        assertThat(next.isHeld()).isTrue();
        assertThat(events().count("forced: too late")).isZero();
        assertThat(lock().forceRelease("this one", next.token())).isTrue();
        assertThat(next.release()).isFalse();
        assertThat(lock().forceRelease("it is free", next.token())).isFalse();
        assertFree();
    }
}

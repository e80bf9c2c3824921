package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Claims that no thread owns. */
interface DetachedClaimContract extends LockUnderTest {

    @Test
    default void anyThreadReleasesADetachedClaim() throws Exception {
        List<Function<GlobalLock, Optional<Claim>>> forms = List.of(
                lock -> Optional.of(lock.claimDetached()),
                lock -> Optional.of(lock.claimDetached(Duration.ZERO)),
                lock -> Optional.of(lock.claimDetached(LONG)),
                GlobalLock::tryClaimDetached,
                lock -> lock.tryClaimDetached(Duration.ZERO),
                lock -> lock.tryClaimDetached(LONG));
        for (var form : forms) {
            Claim claim = form.apply(lock()).orElseThrow();
            assertThat(claim.isHeld()).isTrue();
            assertThat(claim.depth()).isEqualTo(1);
            assertOthersAreKeptOut();
            assertThat(OtherThread.call(claim::release)).isTrue();
            assertThat(claim.isHeld()).isFalse();
            assertFree();
        }
    }

    @Test
    default void aDetachedClaimIsNobodys() throws Exception {
        Claim claim = lock().claimDetached();
        assertThat(claim.owner()).isEmpty();
        assertThat(lock().isClaimedByCurrentThread()).isFalse();
        assertThat(lock().holder().orElseThrow().thread()).isEmpty();
        assertThat(lock().holder().orElseThrow().pid())
                .hasValue(ProcessHandle.current().pid());

        // Not even of the thread that made it: for it the lock is held by somebody else.
        assertThat(lock().tryClaim()).isEmpty();
        assertThat(lock().tryClaimRecursive()).isEmpty();
        assertThat(lock().tryClaimDetached(Duration.ZERO)).isEmpty();
        assertThat(claim.release()).isTrue();
        assertFree();
    }

    @Test
    default void aDetachedClaimIsReleasedOnceHoweverManyThreadsTry() throws Exception {
        for (int i = 0; i < 100; i++) {
            Claim claim = lock().claimDetached();
            CyclicBarrier together = new CyclicBarrier(2);
            OtherThread<Boolean> other = OtherThread.start(() -> {
                together.await();
                return claim.release();
            });
            together.await();
            boolean mine = claim.release();
            assertThat(other.join()).isNotEqualTo(mine);
            assertThat(claim.release()).isFalse();
        }
        assertFree();
    }

    @Test
    default void aThreadThatHoldsTheLockCannotClaimItDetached() {
        Claim claim = lock().claimRecursive();
        assertThatThrownBy(() -> lock().claimDetached()).isInstanceOf(AlreadyClaimedException.class);
        assertThatThrownBy(() -> lock().tryClaimDetached()).isInstanceOf(AlreadyClaimedException.class);
        assertThat(claim.release()).isTrue();
    }
}

package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Claims inside claims of the same thread. */
interface RecursiveClaimContract extends LockUnderTest {

    @Test
    default void recursiveClaimsHoldTheLockUntilTheLastIsReleased() throws Exception {
        Claim first = lock().claimRecursive();
        Claim second = lock().claimRecursive();
        Claim third = lock().claimRecursive();
        assertThat(third.depth()).isEqualTo(3);
        assertThat(lock().status().depth()).isEqualTo(3);
        assertThat(third.token()).isEqualTo(first.token());

        assertThat(third.release()).isTrue();
        assertThat(third.isHeld()).isFalse();
        assertThat(second.isHeld()).isTrue();
        assertThat(second.release()).isTrue();
        assertThat(first.depth()).isEqualTo(1);
        assertOthersAreKeptOut();
        assertThat(first.release()).isTrue();
        assertFree();
    }

    @Test
    default void everyFormOfRecursiveClaimTakesAFreeLockAndNestsInAHeldOne() throws Exception {
        List<Function<GlobalLock, Optional<Claim>>> forms = List.of(
                lock -> Optional.of(lock.claimRecursive()),
                lock -> Optional.of(lock.claimRecursive(Duration.ZERO)),
                lock -> Optional.of(lock.claimRecursive(LONG)),
                GlobalLock::tryClaimRecursive,
                lock -> lock.tryClaimRecursive(Duration.ZERO),
                lock -> lock.tryClaimRecursive(LONG));
        for (var form : forms) {
            Claim outer = form.apply(lock()).orElseThrow();
            Claim inner = form.apply(lock()).orElseThrow();
            assertThat(outer.depth()).isEqualTo(2);
            assertOthersAreKeptOut();
            assertThat(inner.release()).isTrue();
            assertThat(outer.release()).isTrue();
            assertFree();
        }
    }

    @Test
    default void aBinaryClaimGoesLastWhereRecursiveOnesAreInside() throws Exception {
        Claim binary = lock().claim();
        Claim nested = lock().claimRecursive();
        assertThatThrownBy(binary::release)
                .isInstanceOfSatisfying(
                        ClaimOrderException.class, e -> assertThat(e.depth()).isEqualTo(2))
                .hasMessageContaining("1 recursive claim");
        assertThatThrownBy(binary::close).isInstanceOf(ClaimOrderException.class);
        assertThat(binary.isHeld()).isTrue();
        assertOthersAreKeptOut();

        assertThat(nested.release()).isTrue();
        assertThat(binary.release()).isTrue();
        assertFree();
    }

    @Test
    default void recursiveClaimsMayGoInAnyOrder() throws Exception {
        Claim first = lock().claimRecursive();
        Claim second = lock().claimRecursive();
        Claim third = lock().claimRecursive();
        assertThat(first.release()).isTrue();
        assertThat(third.release()).isTrue();
        assertOthersAreKeptOut();
        assertThat(second.release()).isTrue();
        assertFree();
    }

    @Test
    default void aSecondReleaseOfANestedClaimTakesNothingFromTheOthers() throws Exception {
        Claim outer = lock().claimRecursive();
        Claim inner = lock().claimRecursive();
        assertThat(inner.release()).isTrue();
        assertThat(inner.release()).isFalse();
        inner.close();
        assertThat(outer.depth()).isEqualTo(1);
        assertOthersAreKeptOut();

        Claim another = lock().claimRecursive();
        assertThat(outer.release()).isTrue();
        assertThat(outer.release()).isFalse();
        assertOthersAreKeptOut();
        assertThat(another.release()).isTrue();
        assertThat(inner.release()).isFalse();
        assertFree();
    }

    @Test
    default void aBinaryClaimInsideARecursiveOneFailsAtOnce() {
        Claim outer = lock().claimRecursive();
        Claim inner = lock().claimRecursive();
        assertThatThrownBy(() -> lock().claim())
                .isInstanceOfSatisfying(AlreadyClaimedException.class, e -> assertThat(e.depth())
                        .isEqualTo(2));
        inner.close();
        outer.close();
    }

    @Test
    default void anotherThreadCannotReleaseANestedClaim() throws Exception {
        Claim outer = lock().claimRecursive();
        Claim inner = lock().claimRecursive();
        OtherThread.run(() -> {
            assertThatThrownBy(inner::release).isInstanceOf(NotOwnerException.class);
            assertThatThrownBy(inner::close).isInstanceOf(NotOwnerException.class);
        });
        assertThat(outer.depth()).isEqualTo(2);
        assertThat(inner.release()).isTrue();
        assertThat(outer.release()).isTrue();
    }

    @Test
    default void aHundredThousandClaimsNestAndComeBack() throws Exception {
        Deque<Claim> claims = new ArrayDeque<>();
        for (int i = 1; i <= 100_000; i++) {
            claims.push(lock().claimRecursive());
        }
        assertThat(lock().status().depth()).isEqualTo(100_000);
        for (int left = 100_000; left > 0; left--) {
            Claim claim = claims.pop();
            if (claim.depth() != left || !claim.release()) {
                throw new AssertionError("depth " + claim.depth() + " where " + left + " claims are left");
            }
        }
        assertFree();
    }
}

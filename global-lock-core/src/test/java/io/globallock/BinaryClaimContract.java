package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Claims that are not nested: one holder, one release. */
interface BinaryClaimContract extends LockUnderTest {

    @Test
    default void aNewLockIsFree() {
        LockStatus status = lock().status();
        assertThat(status.state()).isEqualTo(LockState.FREE);
        assertThat(status.locked()).isFalse();
        assertThat(status.value()).hasValue(1);
        assertThat(status.depth()).isZero();
        assertThat(status.holder()).isEmpty();
        assertThat(status.problem()).isEmpty();
        assertThat(status.name()).isEqualTo(lock().name());
        assertThat(status.mechanism()).isEqualTo(lock().mechanism());
        assertThat(lock().holder()).isEmpty();
        assertThat(lock().isLocked()).isFalse();
        assertThat(lock().isClaimedByCurrentThread()).isFalse();
    }

    @Test
    default void aClaimHoldsTheLockUntilItsRelease() throws Exception {
        for (int i = 0; i < 3; i++) {
            Claim claim = lock().claim();
            assertThat(claim.lock()).isSameAs(lock());
            assertThat(claim.isHeld()).isTrue();
            assertThat(claim.isLost()).isFalse();
            assertThat(claim.depth()).isEqualTo(1);
            assertThat(claim.owner()).hasValue(Thread.currentThread());
            assertThat(lock().isClaimedByCurrentThread()).isTrue();
            assertOthersAreKeptOut();

            assertThat(claim.release()).isTrue();
            assertThat(claim.isHeld()).isFalse();
            assertThat(claim.isLost()).isFalse();
            assertThat(claim.depth()).isZero();
            assertFree();
        }
    }

    @Test
    default void theStatusTellsWhichThreadOfThisProcessHolds() {
        Claim claim = lock().claim();
        LockStatus status = lock().status();
        Holder holder = status.holder().orElseThrow();
        claim.close();

        assertThat(status.state()).isEqualTo(LockState.OWNED);
        assertThat(status.locked()).isTrue();
        assertThat(status.value()).hasValue(0);
        assertThat(status.depth()).isEqualTo(1);
        assertThat(holder.pid()).hasValue(ProcessHandle.current().pid());
        assertThat(holder.thread()).hasValue(Thread.currentThread().getName());
        assertThat(holder.alive()).hasValue(true);
        assertThat(holder.held().orElseThrow()).isBetween(Duration.ZERO, LONG);
    }

    @Test
    default void everyFormOfClaimTakesAFreeLock() throws Exception {
        List<Function<GlobalLock, Optional<Claim>>> forms = List.of(
                lock -> Optional.of(lock.claim()),
                lock -> Optional.of(lock.claim(Duration.ZERO)),
                lock -> Optional.of(lock.claim(LONG)),
                GlobalLock::tryClaim,
                lock -> lock.tryClaim(Duration.ZERO),
                lock -> lock.tryClaim(LONG));
        for (var form : forms) {
            try (Claim claim = form.apply(lock()).orElseThrow()) {
                assertThat(claim.isHeld()).isTrue();
                assertOthersAreKeptOut();
            }
            assertFree();
        }
    }

    @Test
    default void aBinaryClaimByTheHolderFailsAtOnceAndChangesNothing() throws Exception {
        Claim claim = lock().claim();
        List<ThrowingCallable> again = List.of(
                () -> lock().claim(),
                () -> lock().claim(LONG),
                () -> lock().tryClaim(),
                () -> lock().tryClaim(LONG),
                () -> lock().claimDetached(),
                () -> lock().claimDetached(LONG),
                () -> lock().tryClaimDetached(),
                () -> lock().tryClaimDetached(LONG));
        for (ThrowingCallable call : again) {
            assertThatThrownBy(call)
                    .isInstanceOfSatisfying(AlreadyClaimedException.class, e -> {
                        assertThat(e.lockName()).isEqualTo(lock().name());
                        assertThat(e.owner()).isEqualTo(Thread.currentThread().getName());
                        assertThat(e.depth()).isEqualTo(1);
                    })
                    .hasMessageContaining("claimRecursive()");
        }
        assertThat(claim.depth()).isEqualTo(1);
        assertOthersAreKeptOut();
        assertThat(claim.release()).isTrue();
        assertFree();
    }

    @Test
    default void aSecondReleaseIsHarmlessAndSaysSo() throws Exception {
        Claim spent = lock().claim();
        assertThat(spent.release()).isTrue();
        assertThat(spent.release()).isFalse();
        spent.close();
        assertFree();

        Claim next = lock().claim();
        assertThat(spent.release()).isFalse();
        assertThat(OtherThread.call(spent::release)).isFalse();
        assertOthersAreKeptOut();
        assertThat(next.release()).isTrue();
    }

    @Test
    default void anotherThreadCannotReleaseAClaim() throws Exception {
        Claim claim = lock().claim();
        OtherThread.run(() -> {
            assertThatThrownBy(claim::release)
                    .isInstanceOfSatisfying(
                            NotOwnerException.class, e -> assertThat(e.owner()).isEqualTo(nameOf(claim)))
                    .hasMessageContaining("claimDetached()");
            assertThatThrownBy(claim::close).isInstanceOf(NotOwnerException.class);
        });
        assertThat(claim.isHeld()).isTrue();
        assertOthersAreKeptOut();
        assertThat(claim.release()).isTrue();
        assertFree();
    }

    private static String nameOf(Claim claim) {
        return claim.owner().orElseThrow().getName();
    }

    @Test
    default void aNegativeTimeoutIsRefusedAndAHugeOneIsNot() {
        Duration negative = Duration.ofNanos(-1);
        List<ThrowingCallable> calls = List.of(
                () -> lock().claim(negative),
                () -> lock().tryClaim(negative),
                () -> lock().claimRecursive(negative),
                () -> lock().tryClaimRecursive(negative),
                () -> lock().claimDetached(negative),
                () -> lock().tryClaimDetached(negative),
                () -> lock().claim(Duration.ofSeconds(Long.MIN_VALUE)));
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("negative");
        }
        assertThat(lock().isLocked()).isFalse();
        for (Duration huge : List.of(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofDays(200 * 365))) {
            assertThat(lock().claim(huge).release()).isTrue();
            assertThat(lock().tryClaim(huge).orElseThrow().release()).isTrue();
        }
    }

    @Test
    default void tokensGrowWhereThereAreAny() {
        long last = 0;
        for (int i = 0; i < 5; i++) {
            Claim claim = lock().claim();
            if (lock().mechanism() == Mechanism.PLAIN) {
                assertThat(claim.token()).isZero();
                assertThat(lock().status().token()).isEmpty();
            } else {
                assertThat(claim.token()).isGreaterThan(last);
                assertThat(lock().status().token()).hasValue(claim.token());
            }
            last = claim.token();
            claim.close();
        }
    }
}

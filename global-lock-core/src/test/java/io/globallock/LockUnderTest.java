package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** What the chapters of {@link GlobalLockContract} know of the lock they test, and what they ask of it again and again. */
interface LockUnderTest {

    /** Longer than any test may need: a wait that lasts this long is a failure. */
    Duration LONG = Duration.ofSeconds(60);

    /** Shorter than anybody's patience. */
    Duration SHORT = Duration.ofMillis(30);

    /** A lock that nobody holds. */
    GlobalLock lock();

    /** What the lock's listener was told. */
    RecordedEvents events();

    /** Proves that no other thread can claim the lock now, and that trying to changes nothing. */
    default void assertOthersAreKeptOut() throws Exception {
        OtherThread.run(() -> {
            assertThat(lock().tryClaim()).isEmpty();
            assertThat(lock().tryClaim(Duration.ZERO)).isEmpty();
            assertThat(lock().tryClaimRecursive()).isEmpty();
            assertThat(lock().tryClaimRecursive(Duration.ZERO)).isEmpty();
            assertThat(lock().tryClaimDetached()).isEmpty();
            assertThat(lock().tryClaimDetached(Duration.ZERO)).isEmpty();
            assertThat(lock().isClaimedByCurrentThread()).isFalse();
        });
        assertThat(lock().isLocked()).isTrue();
        assertThat(lock().value()).hasValue(0);
    }

    /** Proves that another thread can claim and release the lock now. */
    default void assertFree() throws Exception {
        assertThat(lock().isLocked()).isFalse();
        assertThat(lock().isClaimedByCurrentThread()).isFalse();
        assertThat(OtherThread.call(() -> lock().tryClaim().orElseThrow().release()))
                .isTrue();
        assertThat(lock().value()).hasValue(1);
    }
}

package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a thread can do that was interrupted before its call. */
interface InterruptedThreadContract extends LockUnderTest {

    @Test
    default void anInterruptedThreadClaimsNothingAndStaysInterrupted() throws Exception {
        List<ThrowingCallable> calls = List.of(
                () -> lock().claim(),
                () -> lock().claim(Duration.ZERO),
                () -> lock().tryClaim(Duration.ZERO),
                () -> lock().tryClaim(LONG),
                () -> lock().claimRecursive(),
                () -> lock().tryClaimRecursive(LONG),
                () -> lock().claimDetached(),
                () -> lock().tryClaimDetached(LONG));
        OtherThread.run(() -> {
            Thread.currentThread().interrupt();
            for (ThrowingCallable call : calls) {
                assertThatThrownBy(call)
                        .isInstanceOf(ClaimInterruptedException.class)
                        .hasMessageContaining(lock().name());
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                assertThat(lock().isLocked()).isFalse();
            }
        });
        assertThat(events().count("interrupted")).isEqualTo(calls.size());
        assertFree();
    }

    @Test
    default void aTryWithoutATimeoutDoesNotMindAnInterrupt() throws Exception {
        OtherThread.run(() -> {
            Thread.currentThread().interrupt();
            assertThat(lock().tryClaim().orElseThrow().release()).isTrue();
            assertThat(lock().tryClaimRecursive().orElseThrow().release()).isTrue();
            assertThat(lock().tryClaimDetached().orElseThrow().release()).isTrue();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        });
        assertFree();
    }

    @Test
    default void anInterruptedThreadCanReleaseAndLook() throws Exception {
        OtherThread.run(() -> {
            Claim claim = lock().claim();
            Thread.currentThread().interrupt();
            assertThat(lock().status().depth()).isEqualTo(1);
            assertThat(claim.release()).isTrue();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        });
        assertFree();
    }
}

package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The lock that counts and checks and never waits. */
class SingleLockTests extends GlobalLockContract {

    SingleLockTests() {
        super(Mechanism.SINGLE);
    }

    @Test
    void whereAnotherMechanismWouldWaitItRefuses() throws Exception {
        Claim claim = lock().claim();
        OtherThread.run(this::assertRefusesToWait);
        assertThat(claim.release()).isTrue();

        Claim detached = lock().claimDetached();
        assertRefusesToWait();
        assertThat(detached.release()).isTrue();
    }

    private void assertRefusesToWait() {
        List<ThrowingCallable> calls = List.of(
                () -> lock().claim(),
                () -> lock().claim(LONG),
                () -> lock().tryClaim(LONG),
                () -> lock().claimRecursive(),
                () -> lock().tryClaimRecursive(LONG),
                () -> lock().claimDetached(),
                () -> lock().tryClaimDetached(LONG),
                () -> lock().asLock().lock(),
                () -> lock().asLock().tryLock(1, TimeUnit.MINUTES));
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call).isInstanceOf(AlreadyClaimedException.class);
        }
        assertThat(events().count("waiting")).isZero();
    }

    @Test
    void itCannotBeLeftLocked() {
        Claim claim = lock().claim();
        assertThatThrownBy(claim::leaveLocked).isInstanceOf(UnsupportedOperationException.class);
        assertThat(claim.isHeld()).isTrue();
        assertThat(claim.release()).isTrue();
    }
}

package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.globallock.peer.TestLocks;
import org.junit.jupiter.api.Test;

class LocalLockTests extends WaitingLockContract {

    LocalLockTests() {
        super(Mechanism.LOCAL);
    }

    @Test
    void itLeavesNoFile() {
        assertThat(TestLocks.semaphore(lock().name())).doesNotExist();
    }

    @Test
    void itCannotBeLeftLocked() {
        Claim claim = lock().claim();
        assertThatThrownBy(claim::leaveLocked).isInstanceOf(UnsupportedOperationException.class);
        assertThat(claim.isHeld()).isTrue();
        assertThat(claim.release()).isTrue();
    }
}

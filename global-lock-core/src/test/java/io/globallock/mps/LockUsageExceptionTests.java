package io.globallock.mps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LockUsageExceptionTests {
    private final String me = LockUsageException.nameOf(Thread.currentThread());

    @Test
    void itNamesLockThreadOwnerAndDepthWhenTheOwnerErrs() {
        ThreadLock lock = new ThreadLock("table");
        lock.claim();
        lock.claimRecursive();

        LockUsageException error = misuse(lock::claim);

        assertThat(error)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("claim(table): this thread owns it already; a recursive claim nests [thread " + me
                        + ", owner " + me + ", depth 2]");
        assertThat(error.operation()).isEqualTo("claim");
        assertThat(error.lockName()).isEqualTo("table");
        assertThat(error.threadName()).isEqualTo(me);
        assertThat(error.ownerName()).isEqualTo(me);
        assertThat(error.depth()).isEqualTo(2);
    }

    @Test
    void itNamesTheOtherThreadWhenTheCallerIsNotTheOwner() throws Exception {
        ThreadLock lock = new ThreadLock("table");
        OtherThread.run(() -> {
            lock.claim();
            lock.claimRecursive();
        });

        LockUsageException error = misuse(lock::releaseRecursive);

        assertThat(error.ownerName()).startsWith("other #");
        assertThat(error.threadName()).isEqualTo(me);
        assertThat(error.depth()).isEqualTo(2);
        assertThat(error).hasMessageContaining("only the owner releases").hasMessageContaining("depth 2");
    }

    @Test
    void itSaysThatNobodyOwnsAFreeLock() {
        LockUsageException error = misuse(new ThreadLock("table")::release);

        assertThat(error.ownerName()).isNull();
        assertThat(error.depth()).isZero();
        assertThat(error).hasMessageContaining("owner none, depth 0");
    }

    @Test
    void itNamesTheThreadThatASingleThreadLockBelongsTo() throws Exception {
        SingleThreadLock lock = new SingleThreadLock("table");
        OtherThread.run(() -> {
            lock.claim();
            lock.release();
        });

        LockUsageException error = misuse(lock::claim);

        assertThat(error.ownerName()).isNull();
        assertThat(error).hasMessageContaining("here other #").hasMessageContaining("use a ThreadLock");
    }

    private static LockUsageException misuse(ThrowingCallable call) {
        return catchThrowableOfType(LockUsageException.class, call);
    }
}

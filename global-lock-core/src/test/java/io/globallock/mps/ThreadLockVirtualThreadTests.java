package io.globallock.mps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads came with 21")
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ThreadLockVirtualThreadTests {
    private final ThreadLock lock = new ThreadLock("virtual");
    private int count;

    @Test
    void waitingThreadsLeaveTheirCarriersToOthers() throws Exception {
        int waiters = 4 * Runtime.getRuntime().availableProcessors();
        List<Thread> threads = new ArrayList<>();
        lock.claim();
        for (int i = 0; i < waiters; i++) {
            threads.add(startVirtual(() -> {
                lock.claim();
                count++;
                lock.release();
            }));
        }
        await().until(() -> lock.queueLength() == waiters);

        // Would never run if each waiting thread kept the carrier it ran on.
        startVirtual(() -> {}).join();

        lock.release();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(count).isEqualTo(waiters);
    }

    @Test
    void anUnnamedVirtualThreadIsNamedByItsNumber() throws Exception {
        Thread owner = startVirtual(lock::claim);
        owner.join();

        assertThat(lock.toString()).contains("owner (unnamed) #" + owner.getId());
    }

    /** By reflection: the tests are compiled for 17. */
    private static Thread startVirtual(Runnable body) throws ReflectiveOperationException {
        return (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, body);
    }
}

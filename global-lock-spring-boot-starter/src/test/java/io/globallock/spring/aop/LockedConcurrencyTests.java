package io.globallock.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.spring.GlobalLockTemplate;
import io.globallock.spring.LockTests;
import io.globallock.spring.annotation.GlobalLocked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LockedConcurrencyTests {

    private static final int THREADS = 4;
    private static final int ROUNDS = 5_000;

    @Test
    void lockedIncrementsAreNeverLost() {
        run(Counter.class, counter -> assertThat(count(counter, counter::locked))
                .isEqualTo(THREADS * ROUNDS));
    }

    /** Proves that the test above can fail. */
    @Test
    void unlockedIncrementsAreLost() {
        run(Counter.class, counter -> assertThat(count(counter, counter::unlocked))
                .isLessThan(THREADS * ROUNDS));
    }

    @Test
    void incrementsUnderTheTemplateAreNeverLost() {
        LockTests.application()
                .withPropertyValues("global-lock.timeout=60s")
                .withBean(Counter.class)
                .run(context -> {
                    GlobalLockTemplate template = context.getBean(GlobalLockTemplate.class);
                    Counter counter = context.getBean(Counter.class);
                    int counted = count(counter, () -> template.executeLocked("a", counter::unlocked));
                    assertThat(counted).isEqualTo(THREADS * ROUNDS);
                });
    }

    @Test
    void methodsThatNameTheSameKeysInOppositeOrderNeverBlockEachOther() {
        run(Opposite.class, opposite -> {
            inParallel(List.of(opposite::oneWay, opposite::otherWay, opposite::oneWay, opposite::otherWay), ROUNDS);
            assertThat(opposite.calls()).isEqualTo(THREADS * ROUNDS);
        });
    }

    private static int count(Counter counter, Runnable increment) {
        inParallel(List.of(increment, increment, increment, increment), ROUNDS);
        return counter.value();
    }

    private static void inParallel(List<Runnable> tasks, int rounds) {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Runnable task : tasks) {
                running.add(threads.submit(() -> {
                    start.await();
                    for (int i = 0; i < rounds; i++) {
                        task.run();
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get(Duration.ofSeconds(100).toSeconds(), TimeUnit.SECONDS);
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> void run(Class<T> bean, Consumer<T> test) {
        LockTests.application()
                .withPropertyValues("global-lock.timeout=60s")
                .withBean(bean)
                .run(context -> test.accept(context.getBean(bean)));
    }

    static class Counter {

        private volatile int value;

        @GlobalLocked("a")
        public void locked() {
            unlocked();
        }

        /** Read, pause, write: what another thread writes in between is lost. */
        public void unlocked() {
            int seen = value;
            for (int i = 0; i < 100; i++) {
                Thread.onSpinWait();
            }
            value = seen + 1;
        }

        public int value() {
            return value;
        }
    }

    static class Opposite {

        private int calls;

        public int calls() {
            return calls;
        }

        @GlobalLocked({"a", "b"})
        public void oneWay() {
            calls++;
        }

        @GlobalLocked({"b", "a"})
        public void otherWay() {
            calls++;
        }
    }
}

package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The queue of a JVM's threads, whose places belong to stamps. */
@Timeout(60)
class PermitTests {

    private final Permit permit = new Permit();

    @Test
    void onlyOneHasItAndTheNextGetsAnotherStamp() {
        int stamp = permit.tryAcquire();
        assertThat(stamp).isNotEqualTo(Permit.NONE);
        assertThat(permit.tryAcquire()).isEqualTo(Permit.NONE);
        permit.release(stamp);
        assertThat(permit.tryAcquire()).isNotIn(Permit.NONE, stamp);
    }

    @Test
    void anotherThreadMayGiveItBack() throws Exception {
        int stamp = permit.tryAcquire();
        OtherThread.run(() -> permit.release(stamp));
        assertThat(permit.tryAcquire()).isNotEqualTo(Permit.NONE);
    }

    @Test
    void aStampThatWasGivenBackTakesNothingFromTheNext() throws Exception {
        int old = permit.acquire();
        permit.release(old);
        permit.release(old);
        int stamp = permit.acquire();
        permit.release(old);
        assertThat(permit.tryAcquire()).isEqualTo(Permit.NONE);
        permit.release(stamp);
        assertThat(permit.tryAcquire()).isNotEqualTo(Permit.NONE);
    }

    @Test
    void aRepeatedReleaseWhileOthersQueueLetsOneInAtATime() throws Exception {
        int old = permit.acquire();
        OtherThread<Integer> first = queue(0);
        OtherThread<Integer> second = queue(1);
        permit.release(old);
        permit.release(old);
        int stamp = first.join();
        permit.release(old);
        assertThat(second.isDone()).isFalse();
        assertThat(permit.queueLength()).isEqualTo(1);
        permit.release(stamp);
        assertThat(second.join()).isNotEqualTo(stamp);
    }

    private OtherThread<Integer> queue(int ahead) {
        OtherThread<Integer> other = OtherThread.start(permit::acquire);
        awaitQueue(ahead + 1);
        return other;
    }

    private void awaitQueue(int length) {
        await().pollInterval(Duration.ofMillis(1)).until(() -> permit.queueLength() == length);
    }

    @Test
    void itIsHandedOutInTheOrderOfArrival() throws Exception {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<OtherThread<Boolean>> others = new ArrayList<>();
        int stamp = permit.acquire();
        for (int i = 0; i < 8; i++) {
            int number = i;
            others.add(OtherThread.start(() -> {
                int mine = permit.acquire();
                order.add(number);
                permit.release(mine);
                return true;
            }));
            awaitQueue(number + 1);
        }
        assertThat(permit.tryAcquire()).isEqualTo(Permit.NONE);
        permit.release(stamp);
        for (OtherThread<Boolean> other : others) {
            assertThat(other.join()).isTrue();
        }
        assertThat(order)
                .containsExactlyElementsOf(IntStream.range(0, 8).boxed().toList());
        assertThat(permit.queueLength()).isZero();
    }

    @Test
    void aTimedWaitEndsAndAnInterruptedOneToo() throws Exception {
        int stamp = permit.acquire();
        long start = System.nanoTime();
        long wait = TimeUnit.MILLISECONDS.toNanos(20);
        assertThat(permit.tryAcquire(wait)).isEqualTo(Permit.NONE);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(wait);
        assertThat(permit.tryAcquire(0)).isEqualTo(Permit.NONE);
        assertThat(permit.tryAcquire(-1)).isEqualTo(Permit.NONE);

        OtherThread<Integer> other = queue(0);
        other.thread().interrupt();
        assertThatThrownBy(other::join).isInstanceOf(InterruptedException.class);
        permit.release(stamp);
        assertThat(permit.tryAcquire()).isNotEqualTo(Permit.NONE);
    }

    @Test
    void itExcludes() throws Exception {
        assertThat(Increments.lost(4, 20_000, add -> {
                    int stamp = acquire();
                    add.run();
                    permit.release(stamp);
                }))
                .isZero();
    }

    private int acquire() {
        try {
            return permit.acquire();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts it", e);
        }
    }
}

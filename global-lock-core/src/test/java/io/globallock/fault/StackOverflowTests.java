package io.globallock.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.peer.ChildJvm;
import io.globallock.peer.Peer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Claims and releases that run out of stack. */
@Timeout(120)
class StackOverflowTests extends OwnedFixture {

    private static final int ROUNDS = 400;
    private static final int WARM = 20_000;
    private static final long STACK_BYTES = 256 * 1024;

    private int overflows;

    @Test
    void aReleaseWithoutStackLosesNoLock() throws InterruptedException {
        GlobalLock lock = open();
        for (int i = 0; i < WARM; i++) { // or classes would be loaded, and fail for good, at the end of the stack
            Claim claim = lock.claim();
            claim.release();
            claim.release();
        }
        Thread thread = new Thread(null, () -> rounds(lock), "little stack", STACK_BYTES);
        thread.start();
        thread.join();

        assertThat(overflows).as("rounds in which the stack ran out").isPositive();
        assertThat(lock.tryClaim(Duration.ofSeconds(5))).hasValueSatisfying(Claim::release);
        assertThat(lock.value()).hasValue(1);
        assertThat(lock.status().counters().orElseThrow().lost()).isZero();
    }

    @ParameterizedTest(name = "{0}, {1} queue, {2} rounds")
    @CsvSource({"-Xint, 0, 10", "-Xint, 2, 5", "-XX:TieredStopAtLevel=4, 0, 25", "-XX:TieredStopAtLevel=4, 2, 25"})
    void aClaimWithoutStackLosesNoLock(String jit, int queueing, int rounds) {
        Peer jvm = testLocks.closing(
                ChildJvm.of(ClaimsWithoutStack.class).with(jit).start(name, rounds, queueing));

        assertThat(jvm.answer(Duration.ofSeconds(100))).matches("overflows=[1-9]\\d* value=1");
    }

    private void rounds(GlobalLock lock) {
        for (int i = 0; i < ROUNDS; i++) {
            Claim claim = lock.claim(Duration.ofSeconds(5));
            try {
                deeper(claim, 0);
            } catch (StackOverflowError e) {
                overflows++;
            } finally {
                claim.close(); // what the failed one left to do; nothing if it did all
            }
        }
    }

    /** Releases at every depth on the way back from the end of the stack, as {@code finally} blocks do. */
    private static int deeper(Claim claim, int depth) {
        if (depth == Integer.MAX_VALUE) {
            return depth;
        }
        try {
            return deeper(claim, depth + 1) + 1;
        } finally {
            claim.release();
        }
    }

    @ParameterizedTest(name = "{0}, holder alive: {1}")
    @CsvSource({
        "-XX:TieredStopAtLevel=4, true",
        "-XX:TieredStopAtLevel=4, false",
        "-XX:TieredStopAtLevel=1, true",
        "-XX:TieredStopAtLevel=1, false"
    })
    void aClaimWithoutStackBesideAHolderHangsNobody(String jit, boolean alive) {
        Peer holder = jvm(1);
        assertThat(holder.ask("claim 0")).isEqualTo("true");
        if (!alive) {
            holder.close();
        }
        Peer jvm = testLocks.closing(
                ChildJvm.of(ClaimsBesideAHolder.class).with(jit).start(name, 30));
        assertThat(jvm.answer(Duration.ofSeconds(100))).matches("overflows=[1-9]\\d*");
        if (!alive) {
            assertThat(open().tryClaim(Duration.ofSeconds(5)))
                    .as("the dead owner's slot was given back")
                    .hasValueSatisfying(Claim::release);
        }
    }
}

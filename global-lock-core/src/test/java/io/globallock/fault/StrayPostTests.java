package io.globallock.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globallock.GlobalLock;
import io.globallock.peer.Peer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What ungets by programs that hold nothing do. */
@Timeout(60)
class StrayPostTests extends OwnedFixture {

    private static final int STRAYS = 239;

    @Test
    void strayPostsNeverLetTwoJvmsInAndExclusionIsWholeAfterwards() {
        GlobalLock lock = open();
        Peer first = jvm(1);
        Peer second = jvm(2);
        Peer stray = foreign(3);
        first.send("contend 3000 200 20 1");
        second.send("contend 3000 200 20 1");
        for (int i = 0; i < STRAYS; i++) {
            assertThat(stray.ask("post")).isEqualTo("ok");
        }
        assertThat(Long.parseLong(first.answer(Duration.ofSeconds(20)))).isPositive();
        assertThat(Long.parseLong(second.answer(Duration.ofSeconds(20)))).isPositive();
        assertThat(canary.violations()).as("two JVMs inside").isZero();

        await().until(() -> lock.value().getAsLong() == 1);
        assertWorks(lock);
        assertThat(stray.ask("value")).isEqualTo("1");
        assertThat(lock.status().counters().orElseThrow().absorbed()).isPositive();
    }
}

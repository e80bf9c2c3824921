package io.globallock.struck;

import static io.globallock.struck.ThrowAtStep.Who.OTHERS;
import static io.globallock.struck.ThrowAtStep.Who.REAPER;
import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.peer.Peer;
import io.globallock.struck.ThrowAtStep.What;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a listener throws, any Error included, harms nothing, as LockListener promises: each call answers as if it had thrown nothing. */
@Timeout(120)
class StruckListenerTests extends StruckFixture {

    @ParameterizedTest
    @EnumSource
    void ofAClaim(What what) {
        jvm().ask("open");
        plan("LISTENER_CLAIMED", what, OTHERS);
        assertThat(jvm().ask("claim 5000")).isEqualTo("true");
        assertThat(jvm().ask("release")).isEqualTo("true");

        assertAllIsWell();
    }

    @ParameterizedTest
    @EnumSource
    void ofARelease(What what) {
        jvm().ask("claim 5000");
        plan("LISTENER_RELEASED", what, OTHERS);
        assertThat(jvm().ask("release")).isEqualTo("true");

        assertAllIsWell();
    }

    @ParameterizedTest
    @EnumSource
    void ofAWait(What what) {
        jvm().ask("open");
        Peer holder = c();
        holder.ask("trywait");
        plan("LISTENER_WAITING", what, OTHERS);
        jvm().send("claim 5000");
        awaitWaiters(1);
        holder.ask("post");
        assertThat(jvm().answer()).isEqualTo("true");
        assertThat(jvm().ask("release")).isEqualTo("true");

        assertAllIsWell();
    }

    @ParameterizedTest
    @EnumSource
    void ofATimeOut(What what) {
        jvm().ask("open");
        Peer holder = c();
        holder.ask("trywait");
        plan("LISTENER_TIMED_OUT", what, OTHERS);
        assertThat(jvm().ask("claim 30")).isEqualTo("false");
        holder.ask("post");

        assertAllIsWell();
    }

    @ParameterizedTest
    @EnumSource
    void ofATakeover(What what) {
        jvm().ask("open");
        plan("LISTENER_TAKEN_OVER", what, OTHERS);
        ownerDies();
        assertThat(jvm().ask("claim 5000")).isEqualTo("true");
        assertThat(jvm().ask("release")).isEqualTo("true");

        assertAllIsWell();
    }

    /** The reaper tells it, and must go on: the next dead hold is freed as well. */
    @ParameterizedTest
    @EnumSource
    void ofAFreedDeadHold(What what) {
        jvm().ask("open");
        Peer waiter = c();
        for (int i = 0; i < 2; i++) {
            plan("LISTENER_TAKEN_OVER", what, REAPER);
            waiter.ask("trywait");
            ownerDies();
            awaitStrike();
            assertThat(waiter.ask("wait 2000")).isEqualTo("true");
            waiter.ask("post");
        }

        assertAllIsWell();
    }

    @ParameterizedTest
    @EnumSource
    void ofAForce(What what) {
        jvm().ask("claim 5000");
        plan("LISTENER_FORCED", what, OTHERS);
        assertThat(jvm().ask("force")).isEqualTo("true");
        assertThat(jvm().ask("release")).isEqualTo("false");

        assertAllIsWell();
    }

    @ParameterizedTest
    @EnumSource
    void ofALoss(What what) {
        jvm().ask("claim 5000");
        plan("LISTENER_LOST", what, OTHERS);
        force();
        assertThat(jvm().ask("release")).isEqualTo("false");

        assertAllIsWell();
    }
}

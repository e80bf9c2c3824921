package io.globallock.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.LockOptions;
import io.globallock.LockState;
import io.globallock.Mechanism;
import io.globallock.peer.Canary;
import io.globallock.peer.ForeignPeer;
import io.globallock.peer.LockPeer;
import io.globallock.peer.Peer;
import io.globallock.peer.TestLocks;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Java does to a lock, programs without this library see, and the other way round (req.compat). */
@Timeout(120)
class InteropTests {

    private static final Duration DELAY = Duration.ofSeconds(1);

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    private final String name = testLocks.name();
    private final Canary canary = testLocks.closing(Canary.create());

    static Stream<Arguments> pairs() {
        return Stream.of(Mechanism.OWNED, Mechanism.PLAIN)
                .flatMap(mechanism -> Stream.of(ForeignPeer.values()).map(peer -> Arguments.of(mechanism, peer)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aJavaClaimIsAClosedSemaphoreForOthers(Mechanism mechanism, ForeignPeer language) {
        GlobalLock lock = open(mechanism);
        Peer foreign = foreign(language);
        assertThat(foreign.ask("value")).isEqualTo("1");

        Claim claim = lock.claim();
        assertThat(foreign.ask("value")).isEqualTo("0");
        assertThat(foreign.ask("trywait")).isEqualTo("false");
        assertThat(foreign.ask("wait 50")).isEqualTo("false");
        assertThat(foreign.ask("value")).isEqualTo("0");

        foreign.send("wait -1");
        assertThat(claim.release()).isTrue();
        assertThat(foreign.answer()).as("the release wakes the waiter").isEqualTo("true");
        assertThat(foreign.ask("post")).isEqualTo("ok");
        assertThat(foreign.ask("value")).isEqualTo("1");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aForeignHoldKeepsJavaOutUntilItsPost(Mechanism mechanism, ForeignPeer language) {
        GlobalLock lock = open(mechanism);
        Peer foreign = foreign(language);
        Peer jvm = ready(LockPeer.start(name, mechanism, DELAY, canary, 2));

        assertThat(foreign.ask("trywait")).isEqualTo("true");
        assertThat(lock.tryClaim()).isEmpty();
        assertThat(lock.tryClaim(Duration.ofMillis(50))).isEmpty();
        assertThat(lock.value()).hasValue(0);
        assertThat(lock.status().state()).isEqualTo(LockState.FOREIGN);

        jvm.send("claim -1");
        await().during(Duration.ofMillis(100)).until(() -> !jvm.hasAnswer());
        assertThat(foreign.ask("post")).isEqualTo("ok");
        assertThat(jvm.answer()).as("the post wakes the waiter").isEqualTo("true");
        assertThat(foreign.ask("trywait")).isEqualTo("false");
        assertThat(jvm.ask("release")).isEqualTo("true");
        assertThat(foreign.ask("value")).isEqualTo("1");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aForcedReleaseFreesAForeignHold(Mechanism mechanism, ForeignPeer language) {
        GlobalLock lock = open(mechanism);
        Peer foreign = foreign(language);
        assertThat(foreign.ask("trywait")).isEqualTo("true");

        assertThat(lock.forceRelease("the program that held it hangs")).isTrue();
        assertThat(lock.forceRelease("once more")).isFalse();

        assertThat(foreign.ask("value")).isEqualTo("1");
        assertThat(foreign.ask("trywait")).isEqualTo("true");
        assertThat(foreign.ask("post")).isEqualTo("ok");
    }

    /** The usual remedy of today, unget, posts a lock that somebody else holds. */
    @ParameterizedTest
    @MethodSource("pairs")
    void aForeignPostOfAJavaHoldNeverRaisesTheValueAboveOne(Mechanism mechanism, ForeignPeer language) {
        GlobalLock lock = open(mechanism);
        Peer foreign = foreign(language);
        Claim claim = lock.claim();

        assertThat(foreign.ask("post")).isEqualTo("ok");
        claim.release();

        assertThat(foreign.ask("value")).isEqualTo("1");
        assertThat(lock.tryClaim()).hasValueSatisfying(Claim::release);
        assertThat(foreign.ask("value")).isEqualTo("1");
    }

    private GlobalLock open(Mechanism mechanism) {
        LockOptions options = LockOptions.defaults().withMechanism(mechanism).withTakeoverDelay(DELAY);
        return testLocks.closing(GlobalLocks.create(options)).get(name);
    }

    private Peer foreign(ForeignPeer language) {
        return ready(language.start(name, canary, 1));
    }

    private Peer ready(Peer peer) {
        return testLocks.closing(peer).awaitReady();
    }
}

package io.globallock.struck;

import static io.globallock.struck.ThrowAtStep.What.OTHER;
import static io.globallock.struck.ThrowAtStep.What.OUT_OF_MEMORY;
import static io.globallock.struck.ThrowAtStep.What.STACK_OVERFLOW;
import static io.globallock.struck.ThrowAtStep.Who.ANYBODY;
import static io.globallock.struck.ThrowAtStep.Who.OTHERS;
import static io.globallock.struck.ThrowAtStep.Who.REAPER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.globallock.peer.Peer;
import io.globallock.peer.TestLocks;
import io.globallock.struck.ThrowAtStep.What;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Whatever an Error breaks off, nobody is left standing (req.release.error): one strike at each step, looked at alone. */
@Timeout(120)
class StruckTests extends StruckFixture {

    static final List<Arguments> OPENS = withErrors("BEFORE_SLOT_LOCK", "AFTER_SLOT_LOCK");
    static final List<Arguments> CLAIMS = withErrors(
            "PERMIT_TAKEN", "BEFORE_CLAIM_CAS", "AFTER_CLAIM_CAS", "AFTER_TOKEN", "IN_RECORD", "GATE_PASSED");
    static final List<Arguments> WAITS = withErrors("BEFORE_REGISTRATION", "AFTER_REGISTRATION", "AFTER_SLEEP");
    static final List<Arguments> TAKEOVERS = withErrors(
            "MUTEX_TAKEN",
            "AFTER_DEAD_SLOT_LOCK",
            "AFTER_TAKEOVER_CAS",
            "BEFORE_DEAD_SLOT_UNLOCK",
            "AFTER_DEAD_SLOT_UNLOCK");
    static final List<Arguments> REAPS = withErrors(
            "REAPER_ROUND",
            "REAPER_LOOKS",
            "BEFORE_FREEING_CAS",
            "AFTER_DEAD_SLOT_LOCK",
            "AFTER_TAKEOVER_CAS",
            "BEFORE_DEAD_SLOT_UNLOCK",
            "AFTER_DEAD_SLOT_UNLOCK");
    static final List<Arguments> RELEASES =
            withErrors("BEFORE_RELEASE_CAS", "AFTER_RELEASE_CAS", "BEFORE_PERMIT_BACK", "AFTER_PERMIT_BACK");
    static final List<Arguments> TURNED_AWAY = withErrors("BEFORE_PERMIT_BACK", "AFTER_PERMIT_BACK");
    static final List<Arguments> HELPERS =
            withErrors("HELPER_ASKED", "HELPER_WORKS", "AFTER_SLEEP", "HELPER_HAS_ANSWER");
    static final List<Arguments> MENDS = withErrors("REAPER_MENDS", "BEFORE_RELEASE_CAS");
    static final List<Arguments> MOVES =
            withErrors("BEFORE_SLOT_LOCK", "AFTER_SLOT_LOCK", "AFTER_CLAIM_CAS", "AFTER_TOKEN");
    static final List<Arguments> CLOSES = withErrors("BEFORE_CLOSE", "HALF_CLOSED");

    @Test
    void everyStepHasItsStrike() throws ReflectiveOperationException {
        Set<Object> struck = Stream.of(
                        OPENS, CLAIMS, WAITS, TURNED_AWAY, HELPERS, TAKEOVERS, REAPS, RELEASES, MENDS, MOVES, CLOSES)
                .flatMap(List::stream)
                .map(arguments -> arguments.get()[0])
                .collect(Collectors.toSet());
        for (String steps : List.of("io.globallock.ClaimStep", "io.globallock.posix.ProtocolStep")) {
            assertThat(struck)
                    .containsAll(Stream.of(Class.forName(steps).getEnumConstants())
                            .map(String::valueOf)
                            .toList());
        }
    }

    @ParameterizedTest
    @FieldSource("OPENS")
    void openingGoesWrong(String step, What what) {
        plan(step, what, OTHERS);
        assertThat(jvm().ask("open")).startsWith("struck");

        assertAllIsWell();
    }

    @ParameterizedTest
    @FieldSource("CLAIMS")
    void claimingGoesWrong(String step, What what) {
        jvm().ask("open");
        plan(step, what, OTHERS);
        assertThat(jvm().ask("claim 5000")).startsWith("struck");

        assertAllIsWell();
    }

    /** The wake of the holder's post may go to the waiter that was struck: it must not end there. */
    @ParameterizedTest
    @FieldSource("WAITS")
    void waitingGoesWrongAndTheForeignWaiterIsWokenAllTheSame(String step, What what) {
        jvm().ask("open");
        Peer holder = c();
        Peer waiter = python();
        holder.ask("trywait");
        waiter.send("wait 2000");
        awaitWaiters(1);
        plan(step, what, OTHERS);
        assertThat(jvm().ask("claim 5000")).startsWith("struck");
        holder.ask("post");
        assertThat(waiter.answer()).isEqualTo("true");
        waiter.ask("post");

        assertAllIsWell();
    }

    @ParameterizedTest
    @FieldSource("TURNED_AWAY")
    void givingUpGoesWrong(String step, What what) {
        jvm().ask("open");
        Peer holder = c();
        holder.ask("trywait");
        plan(step, what, OTHERS);
        assertThat(jvm().ask("claim 30")).startsWith("struck");
        holder.ask("post");

        assertAllIsWell();
    }

    /** A platform thread waits for a virtual one. */
    @ParameterizedTest
    @FieldSource("HELPERS")
    void theWaitOfAVirtualThreadGoesWrong(String step, What what) {
        assumeThat(Runtime.version().feature())
                .as("virtual threads came with JDK 21")
                .isGreaterThanOrEqualTo(21);
        jvm().ask("open");
        Peer holder = c();
        Peer waiter = python();
        holder.ask("trywait");
        waiter.send("wait 3000");
        awaitWaiters(1);
        plan(step, what, OTHERS);
        jvm().send("virtual 5000");
        if (step.equals("HELPER_HAS_ANSWER")) {
            awaitWaiters(2);
            holder.ask("post");
            assertThat(jvm().answer()).startsWith("struck");
        } else {
            assertThat(jvm().answer()).startsWith("struck");
            holder.ask("post");
        }
        assertThat(waiter.answer()).isEqualTo("true");
        waiter.ask("post");

        assertAllIsWell();
    }

    @ParameterizedTest
    @FieldSource("TAKEOVERS")
    void takingOverGoesWrong(String step, What what) {
        jvm().ask("open");
        plan(step, what, OTHERS);
        ownerDies();
        assertThat(jvm().ask("claim 5000")).startsWith("struck");

        assertAllIsWell();
    }

    @ParameterizedTest
    @FieldSource("REAPS")
    void theReaperIsStruckAndTheForeignWaiterGetsInAllTheSame(String step, What what) {
        jvm().ask("open");
        Peer holder = c();
        Peer waiter = python();
        holder.ask("trywait");
        waiter.send("wait 4000");
        awaitWaiters(1);
        plan(step, what, REAPER);
        ownerDies();
        awaitStrike();
        assertThat(waiter.answer()).isEqualTo("true");
        waiter.ask("post");

        assertAllIsWell();
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void releasingGoesWrongAndIsNotRepeated(String step, What what) {
        Peer waiter = c();
        jvm().ask("claim 5000");
        waiter.send("wait 2000");
        awaitWaiters(1);
        plan(step, what, OTHERS);
        // After the compare-and-set it is released, and to throw would say the opposite.
        assertThat(jvm().ask("release")).matches(step.equals("AFTER_RELEASE_CAS") ? "true" : "struck.*");
        assertThat(waiter.answer()).isEqualTo("true");
        waiter.ask("post");

        assertAllIsWell();
    }

    /** The reaper may be first: whoever repeats it is told that it is released all the same. */
    @ParameterizedTest
    @FieldSource("RELEASES")
    void releasingGoesWrongAndIsRepeated(String step, What what) {
        jvm().ask("claim 5000");
        plan(step, what, OTHERS);
        String first = jvm().ask("release");
        assertThat(first.startsWith("struck") ? jvm().ask("release") : first).isEqualTo("true");

        assertAllIsWell();
    }

    /** The failed release is the reaper's to finish, but not under a section that the same thread has begun since. */
    @ParameterizedTest
    @EnumSource
    void aReleaseGoesWrongAndTheThreadClaimsAgain(What what) {
        jvm().ask("recursive 5000");
        plan("BEFORE_RELEASE_CAS", what, OTHERS);
        assertThat(jvm().ask("release")).startsWith("struck");
        assertThat(jvm().ask("recursive 2000")).isEqualTo("true");
        assertThat(c().ask("wait 1000")).as("beside the second claim").isEqualTo("false");
        assertThat(jvm().ask("release")).isEqualTo("true");

        assertAllIsWell();
    }

    /** A hold that one Error leaked, and another one strikes the reaper who frees it. */
    @ParameterizedTest
    @FieldSource("MENDS")
    void mendingGoesWrong(String step, What what) {
        jvm().ask("open");
        plan("AFTER_CLAIM_CAS", OUT_OF_MEMORY, OTHERS);
        assertThat(jvm().ask("claim 5000")).startsWith("struck");
        plan(step, what, REAPER);
        awaitStrike();

        assertAllIsWell();
    }

    /** Whoever notices first that the file was unlinked moves to the new one: the claim, or the reaper. */
    @ParameterizedTest
    @FieldSource("MOVES")
    void movingToTheNewFileGoesWrong(String step, What what) throws IOException {
        jvm().ask("open");
        plan(step, what, ANYBODY);
        Files.delete(TestLocks.semaphore(name));
        if (jvm().ask("claim 5000").equals("true")) { // the reaper was first, or will be struck
            jvm().ask("release");
        }
        awaitStrike();

        assertAllIsWell();
    }

    @ParameterizedTest
    @FieldSource("CLOSES")
    void closingGoesWrongAndIsRepeated(String step, What what) {
        jvm().ask("open");
        plan(step, what, OTHERS);
        assertThat(jvm().ask("close")).startsWith("struck");
        if (step.equals("HALF_CLOSED")) { // the slot is given back: nobody may claim with it
            assertThatThrownBy(() -> jvm().ask("claim 1000")).hasMessageContaining("its close failed");
        }
        assertThat(jvm().ask("close")).isEqualTo("ok");

        assertAllIsWell();
    }

    private static List<Arguments> withErrors(String... steps) {
        return Stream.of(steps)
                .flatMap(step -> Stream.of(OUT_OF_MEMORY, STACK_OVERFLOW, OTHER).map(what -> Arguments.of(step, what)))
                .toList();
    }
}

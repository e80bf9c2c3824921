package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people read who could not get a lock: who has it, since when, what to do. */
class HolderTextTests {

    private static final Holder KNOWN = new Holder(
            OptionalLong.of(4711),
            Optional.of("main"),
            Optional.of("collector"),
            OptionalInt.of(7),
            Optional.empty(),
            Optional.of(Duration.ofMillis(3250)),
            Optional.of(true),
            Optional.of(true));

    @Test
    void aKnownHolderIsDescribedByAllThatIsKnown() {
        assertThat(HolderText.describe(KNOWN)).isEqualTo("pid 4711, thread main, label \"collector\", for 3.250 s");
    }

    @Test
    void aDeadHolderIsCalledDead() {
        assertThat(HolderText.describe(holder(OptionalLong.of(1), OptionalInt.of(7), Optional.of(false), true)))
                .isEqualTo("pid 1, dead");
    }

    @Test
    void aPidOfAnotherNamespaceIsCalledThat() {
        assertThat(HolderText.describe(holder(OptionalLong.of(1), OptionalInt.of(7), Optional.of(true), false)))
                .isEqualTo("pid 1, in another pid namespace");
    }

    @Test
    void aHolderWithoutARecordIsNamedByItsSlot() {
        assertThat(HolderText.describe(Holders.unknown(OptionalInt.of(7), Optional.empty(), Optional.of(true))))
                .isEqualTo("slot 7, details unknown");
        assertThat(HolderText.describe(Holders.unknown(OptionalInt.empty(), Optional.empty(), Optional.empty())))
                .isEqualTo("unknown");
    }

    @Test
    void theLogShowsValueAndHolder() {
        assertThat(HolderText.state(status(LockState.OWNED, Optional.of(KNOWN), 0)))
                .isEqualTo("value=0 holder=\"" + HolderText.describe(KNOWN) + "\"");
        assertThat(HolderText.state(status(LockState.FREE, Optional.empty(), 0)))
                .isEqualTo("value=1 holder=\"none\"");
    }

    @ParameterizedTest
    @EnumSource
    void aTimeoutSaysHowLongItWaitedInEveryState(LockState state) {
        assertThat(timeout(status(state, Optional.empty(), 0)))
                .startsWith("Lock I2C_lock was not free within 0.500 s: ")
                .endsWith(".");
    }

    @Test
    void aTimeoutBehindAClaimOfThisJvmDoesNotSpeakOfAnotherProcess() {
        try (GlobalLocks locks = GlobalLocks.create(LockOptions.defaults().withMechanism(Mechanism.LOCAL));
                GlobalLock lock = locks.get("here");
                Claim claim = lock.claimDetached()) {
            assertThat(claim.isHeld()).isTrue();
            assertThat(timeout(lock.status()))
                    .contains("which is this process. Wait longer, or end that hold")
                    .doesNotContain("mend that process");
        }
    }

    @Test
    void aTimeoutTellsTheWayOutOfEachState() {
        assertThat(timeout(status(LockState.OWNED, Optional.of(KNOWN), 0)))
                .contains("held by pid 4711", "for 3.250 s", "Wait longer, or mend that process", "forceRelease()");
        assertThat(timeout(status(LockState.DEAD_OWNER, Optional.of(KNOWN), 0)))
                .contains("its holder died (pid 4711", "waits for the takeover delay takes it over");
        assertThat(timeout(status(LockState.CORRUPT, Optional.empty(), 0))).contains("forceRelease() repairs it");
        assertThat(timeout(status(LockState.RETIRED, Optional.empty(), 0))).contains("Close the lock and get it again");
        assertThat(timeout(status(LockState.FREE, Optional.empty(), 0))).contains("passed between others");
    }

    @Test
    void aTimeoutOfAForeignHoldNamesItsSuspects() {
        Holder foreign = Holders.unknown(OptionalInt.empty(), Optional.of(Duration.ofSeconds(2)), Optional.empty());
        assertThat(timeout(status(LockState.FOREIGN, Optional.of(foreign), 0)))
                .contains("a program that leaves no name, seen for 2.000 s. If that program crashed, forceRelease()")
                .doesNotContain("open in");
        assertThat(timeout(status(LockState.FOREIGN, Optional.of(foreign), 2))).contains("open in pid 1, pid 2. If");
        assertThat(timeout(status(LockState.FOREIGN, Optional.of(foreign), 9))).contains("pid 4, pid 5, ...");
    }

    private static String timeout(LockStatus status) {
        return HolderText.timeout(status, Duration.ofMillis(500));
    }

    private static Holder holder(OptionalLong pid, OptionalInt slot, Optional<Boolean> alive, boolean here) {
        return new Holder(
                pid,
                Optional.empty(),
                Optional.empty(),
                slot,
                Optional.empty(),
                Optional.empty(),
                alive,
                Optional.of(here));
    }

    private static LockStatus status(LockState state, Optional<Holder> holder, int users) {
        return new LockStatus(
                "I2C_lock",
                Mechanism.OWNED,
                state,
                OptionalLong.of(state == LockState.FREE ? 1 : 0),
                0,
                0,
                0,
                holder,
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                users(users),
                Optional.empty());
    }

    private static List<LockUser> users(int count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(pid -> new LockUser(pid, "python3"))
                .toList();
    }
}

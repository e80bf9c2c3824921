package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A release whose thread stops, or meets an error, just after it is out; the reaper comes before it goes on. */
class LateReleaseTests {

    private final Gate gate = new LocalGate("late", Mechanism.LOCAL);
    private final GatedLock lock = new GatedLock("late", LockOptions.defaults(), gate);
    private final ReaperNotes notes = new ReaperNotes();
    private final List<Claim> released = new ArrayList<>();

    @Test
    void oneReleaserIsToldThatItReleasedAndTheListenersOnce() {
        HeldClaim claim = leaving();

        lock.entrance().tick(notes);
        assertThat(lock.tryClaim())
                .as("one round: its thread may be about to finish")
                .isEmpty();
        lock.entrance().tick(notes);

        assertThat(lock.tryClaim()).hasValueSatisfying(Claim::close);
        assertThat(claim.release()).isTrue();
        assertThat(claim.release()).isFalse();
        assertThat(released).filteredOn(each -> each == claim).hasSize(1);
        assertThat(claim.isLost()).isFalse();
        assertThat(lock.value()).hasValue(1);
    }

    @Test
    void withoutTheReaperTheRepeatedReleaseFinishes() {
        HeldClaim claim = leaving();

        assertThat(claim.release()).isTrue();
        assertThat(claim.release()).isFalse();
        assertThat(released).containsExactly(claim);
        assertThat(lock.tryClaim()).hasValueSatisfying(Claim::close);
    }

    /** Through the gate and not further. */
    private HeldClaim leaving() {
        lock.entrance().events().add(new LockListener() {
            @Override
            public void released(GlobalLock any, Claim claim, Duration held) {
                released.add(claim);
            }
        });
        HeldClaim claim = (HeldClaim) lock.claim();
        assertThat(claim.startLeaving(HeldClaim.HELD_ONCE)).isTrue();
        lock.entrance().occupancy().leaving = claim;
        assertThat(gate.leave()).isTrue();
        claim.word = HeldClaim.LEFT;
        return claim;
    }
}

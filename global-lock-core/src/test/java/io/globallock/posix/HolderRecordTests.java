package io.globallock.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a holder writes about itself is believed only if it is whole, and of the hold that is looked at. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class HolderRecordTests {

    private static final int PID = 140;
    private static final int SLOT = 7;

    private final ByteBuffer bytes = marked();
    private final SemaphoreMap mine = new SemaphoreMap(bytes, true);
    private final SemaphoreMap other = new SemaphoreMap(bytes, true);

    @Test
    void aRecordIsReadAsItWasWritten() {
        write(mine, 5, SLOT, 4711, "collector");
        assertThat(mine.record(5)).contains(new HolderRecord(SLOT, 4711, 99, 1000, 2000, "collector"));
    }

    @Test
    void aRecordOfAnotherHoldIsNotBelieved() {
        write(mine, 5, SLOT, 4711, "collector");
        assertThat(mine.record(6)).isEmpty();
        assertThat(mine.record(4)).isEmpty();
    }

    /** A forced-out holder may still be writing when the next one writes: a pid of the one and a label of the other. */
    @Test
    void aMixtureOfTwoRecordsIsNotBelieved() {
        write(mine, 6, SLOT, 4711, "collector");
        bytes.putInt(PID, 4712);
        assertThat(mine.record(6)).isEmpty();
    }

    @Test
    void theLateRecordOfAForcedOutHolderIsNotTheNextOnes() {
        try (AtStep inRecord = AtStep.once("IN_RECORD", () -> write(other, 6, SLOT + 1, 4712, "next"))) {
            write(mine, 5, SLOT, 4711, "late");
            assertThat(inRecord.happened()).isTrue();
        }
        assertThat(other.record(6)).isEmpty();
        write(other, 8, SLOT + 1, 4712, "next");
        assertThat(other.record(8)).as("whole again").map(HolderRecord::pid).contains(4712L);
    }

    private static ByteBuffer marked() {
        ByteBuffer page = ByteBuffer.allocateDirect(SemaphoreMap.SIZE).order(ByteOrder.nativeOrder());
        assertThat(SemaphoreMap.mark(page)).isZero();
        return page;
    }

    private static void write(SemaphoreMap map, long token, int slot, long pid, String label) {
        byte[] text = SemaphoreMap.label(label);
        map.writeRecord(token, slot, pid, 99, 1000, 2000, text, SemaphoreMap.identity(pid, 99, text));
    }
}

package io.globallock.posix;

import java.util.Optional;

/** A process that writes records, and how what a reader finds compares with them. */
final class Entry {

    static final Entry FIRST = new Entry(1, 4711, 100, "the first process");
    static final Entry SECOND = new Entry(2, 815, 200, "another one");

    /** A record that is none of those which were written. */
    private static final int MIXED = 9;

    private final int slot;
    private final long pid;
    private final long start;
    private final String text;
    private final byte[] label;
    private final long identity;

    private Entry(int slot, long pid, long start, String text) {
        this.slot = slot;
        this.pid = pid;
        this.start = start;
        this.text = text;
        this.label = SemaphoreMap.label(text);
        this.identity = SemaphoreMap.identity(pid, start, label);
    }

    void write(SemaphoreMap map, long token) {
        map.writeRecord(token, slot, pid, start, claimed(token), wall(token), label, identity);
    }

    /** 0: nothing that is believed; 1: this process's record with this token; {@value #MIXED}: another. */
    int grade(Optional<HolderRecord> found, long token) {
        if (found.isEmpty()) {
            return 0;
        }
        HolderRecord record = found.get();
        boolean whole = record.slot() == slot
                && record.pid() == pid
                && record.processStart() == start
                && record.claimedNanos() == claimed(token)
                && record.claimedWallNanos() == wall(token)
                && record.label().equals(text);
        return whole ? 1 : MIXED;
    }

    private static long claimed(long token) {
        return 86_400_000_000_000L + token * 1_000_003;
    }

    private static long wall(long token) {
        return 1_790_000_000_000_000_000L + token * 1_000_003;
    }
}

package io.globallock.posix;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A semaphore's file in memory. The first 32 bytes are glibc's, of which it uses 16. What is ours never decides who holds the
 * lock; only a force by token, and the watch of a dead hold, go by it.
 *
 * <pre>
 * offset  size
 *      0     8  the word ({@link SemaphoreWord})
 *      8     8  glibc: 128, padding
 *     16     8  fencing token, in bytes of sem_t that glibc does not use
 *     24     8  token that was drawn when a dead hold was freed, in bytes of sem_t that glibc does not use either
 *     32     8  magic and version of what follows
 *     40    40  counters: claims, takeovers, absorbed, forced, lost
 *     80    16  left locked: token of the hold that its process left without an owner, and the forced counter then
 *    128     8  record sequence: twice the token of its hold; one more while the record is written
 *    136    32  record: slot, pid (4 each), process start, claimed at (monotonic, wall clock) (8 each)
 *    168    64  record: label, UTF-8, padded with NUL
 *    232     8  record: checksum of it all, and of the token: after a force two may write at once
 * </pre>
 */
final class SemaphoreMap {

    /** A page: what the file is extended to. */
    static final int SIZE = 4096;
    /** glibc's part. */
    static final int SEM_SIZE = 32;

    static final int CLAIMS = 40;
    static final int TAKEOVERS = 48;
    static final int ABSORBED = 56;
    static final int FORCED = 64;
    static final int LOST = 72;

    private static final int LEFT = 80;
    private static final int LEFT_FORCED = 88;
    private static final int WORD = 0;
    private static final int SHARED = 8;
    private static final int TOKEN = 16;
    private static final int FREED = 24;
    private static final int MAGIC = 32;
    private static final int SEQUENCE = 128;
    private static final int SLOT = 136;
    private static final int PID = 140;
    private static final int PROCESS_START = 144;
    private static final int CLAIMED = 152;
    private static final int CLAIMED_WALL = 160;
    private static final int LABEL = 168;
    private static final int LABEL_SIZE = 64;
    private static final int CHECK = 232;
    private static final long MAGIC_VALUE = 0x31304b434f4c4c47L; // "GLLOCK01"

    /** What is above is junk that somebody wrote, and not carried on. */
    private static final long LARGEST_TOKEN = 1L << 53;

    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final ByteBuffer bytes;
    private final boolean hasRecord;
    private long ownSequence = -1; // of the record this process wrote last

    /** @param bytes at least {@value #SEM_SIZE} bytes; with all {@value #SIZE}, and marked, there is a record too */
    SemaphoreMap(ByteBuffer bytes, boolean hasRecord) {
        this.bytes = bytes.order(ByteOrder.nativeOrder());
        this.hasRecord = hasRecord && bytes.getLong(MAGIC) == MAGIC_VALUE;
    }

    long word() {
        return (long) LONG.getVolatile(bytes, WORD);
    }

    boolean compareAndSetWord(long expected, long next) {
        return LONG.compareAndSet(bytes, WORD, expected, next);
    }

    void addWaiter() {
        LONG.getAndAdd(bytes, WORD, SemaphoreWord.ONE_WAITER);
    }

    int glibcShared() {
        return bytes.getInt(SHARED);
    }

    long token() {
        return (long) LONG.getAcquire(bytes, TOKEN);
    }

    /** The next fencing token. Only a new holder asks, or whoever frees a dead hold, before it does. */
    long nextToken() {
        return (long) LONG.getAndAdd(bytes, TOKEN, 1L) + 1;
    }

    /** The token that was drawn when the latest dead hold was freed; 0: never. */
    long freedToken() {
        return (long) LONG.getAcquire(bytes, FREED);
    }

    /** Tells whoever draws the token after this one that the hold before ended by a death. */
    void announceFreed(long token) {
        LONG.setRelease(bytes, FREED, token);
    }

    /**
     * What a new file's first fencing token follows: microseconds since 1970, so that tokens grow over an unlink and a reboot too, as
     * long as the clock is not set back behind the last file's creation and claims were fewer than a million a second on average.
     * Exact in JSON, which has doubles, until the year 2255.
     */
    static long firstToken() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000L + now.getNano() / 1_000;
    }

    /** Completes a file that nobody sees yet. */
    static void prepare(ByteBuffer bytes, long token) {
        bytes.putLong(TOKEN, token);
        bytes.putLong(MAGIC, MAGIC_VALUE);
    }

    /**
     * Marks what follows the semaphore as laid out as here, unless it is marked already.
     *
     * @return 0 if it is laid out as here, else the other mark: a later version's, or something else's, and never overwritten
     */
    static long mark(ByteBuffer bytes) {
        long magic = (long) LONG.compareAndExchange(bytes.order(ByteOrder.nativeOrder()), MAGIC, 0L, MAGIC_VALUE);
        return magic == MAGIC_VALUE ? 0 : magic;
    }

    /**
     * Sees to it that the next token is a new one: a file that libc made has none yet, and one that was made while the clock was
     * set back may have smaller ones than this process has seen.
     *
     * @param seen the latest token of the file that had the name before; 0 if there was none
     */
    void seedToken(long seen) {
        LONG.compareAndSet(bytes, TOKEN, 0L, firstToken());
        long token = token();
        while (token < seen && seen < LARGEST_TOKEN && !LONG.compareAndSet(bytes, TOKEN, token, seen)) {
            token = token();
        }
    }

    /** Counts for diagnosis, from any process at any time. */
    void count(int counter, long by) {
        if (hasRecord && by > 0) {
            LONG.getAndAdd(bytes, counter, by);
        }
    }

    /** Counts a claim; the lock itself excludes other writers. */
    void countClaim() {
        if (hasRecord) {
            LONG.setOpaque(bytes, CLAIMS, (long) LONG.getOpaque(bytes, CLAIMS) + 1);
        }
    }

    /**
     * Writes who holds the lock. A dead holder may have left the sequence odd, and one that was forced out may write beside us:
     * no two holds have the same sequence.
     *
     * @param identity {@link #identity} of pid, process start and label
     */
    void writeRecord(
            long token, int slot, long pid, long processStart, long now, long wall, byte[] label, long identity) {
        if (!hasRecord) {
            return;
        }
        boolean same = (long) LONG.getOpaque(bytes, SEQUENCE) == ownSequence;
        ownSequence = token << 1;
        LONG.setOpaque(bytes, SEQUENCE, ownSequence | 1);
        VarHandle.storeStoreFence();
        ProtocolStep.IN_RECORD.reached();
        if (!same) { // else it is still our own record: only the times change
            bytes.putInt(SLOT, slot);
            bytes.putInt(PID, (int) pid);
            bytes.putLong(PROCESS_START, processStart);
            bytes.put(LABEL, label, 0, LABEL_SIZE);
        }
        bytes.putLong(CLAIMED, now);
        bytes.putLong(CLAIMED_WALL, wall);
        bytes.putLong(CHECK, check(identity, slot, now, wall, token));
        LONG.setRelease(bytes, SEQUENCE, ownSequence);
    }

    /** Of what is the same in all records of a process that calls itself so. */
    static long identity(long pid, long processStart, byte[] label) {
        return (31L * Arrays.hashCode(label) + (int) pid) * 31 + processStart;
    }

    private static long check(long identity, int slot, long now, long wall, long token) {
        return identity ^ slot ^ Long.rotateLeft(now, 7) ^ Long.rotateLeft(wall, 31) ^ Long.rotateLeft(token, 47);
    }

    /** The next record is written whole: its label changed. */
    void forgetRecord() {
        ownSequence = -1;
    }

    /** A label as the record has it: cut between characters, padded with NUL. */
    static byte[] label(String text) {
        byte[] label = new byte[LABEL_SIZE];
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(java.nio.charset.CodingErrorAction.REPLACE)
                .onUnmappableCharacter(java.nio.charset.CodingErrorAction.REPLACE)
                .encode(java.nio.CharBuffer.wrap(text.replace('\0', ' ')), ByteBuffer.wrap(label), true);
        return label;
    }

    SemaphoreSnapshot snapshot() {
        for (int tries = 0; ; tries++) {
            long word = word();
            long token = token();
            int owner = SemaphoreWord.owner(word);
            Optional<HolderRecord> holder = SemaphoreWord.isSlot(owner)
                    ? record(token).filter(it -> it.slot() == owner)
                    : isLeftLocked(word, token) ? record(token) : Optional.empty();
            // A record belongs to the word only if nobody claimed in between.
            if (token() == token && SemaphoreWord.owner(word()) == owner) {
                return new SemaphoreSnapshot(word, token, counters(), holder);
            }
            if (tries == 10) {
                return new SemaphoreSnapshot(word(), token(), counters(), Optional.empty());
            }
        }
    }

    /** Says that the hold with this token goes on without an owner. The caller owns it still, or nobody believes it. */
    void markLeft(long token) {
        if (hasRecord) {
            LONG.setOpaque(bytes, LEFT, token);
            LONG.setOpaque(bytes, LEFT_FORCED, counter(FORCED));
        }
    }

    /** Whether it is locked, and was left so by the latest of our claims, and nobody has forced it free since. */
    private boolean isLeftLocked(long word, long token) {
        return hasRecord
                && SemaphoreWord.owner(word) == SemaphoreWord.NO_OWNER
                && SemaphoreWord.value(word) == 0
                && bytes.getLong(LEFT) == token
                && bytes.getLong(LEFT_FORCED) == counter(FORCED);
    }

    /**
     * Whether the word is of the hold with this token: its owner has written so. Without a record the latest token must do, which a
     * claimer that has the word may not have drawn yet.
     */
    boolean isHold(long word, long token) {
        int owner = SemaphoreWord.owner(word);
        return SemaphoreWord.isSlot(owner)
                && token() == token
                && (!hasRecord || record(token).filter(it -> it.slot() == owner).isPresent());
    }

    /** What the holder with this token wrote about itself, if that is there, and whole. */
    Optional<HolderRecord> record(long token) {
        if (!hasRecord || (long) LONG.getAcquire(bytes, SEQUENCE) != token << 1) {
            return Optional.empty();
        }
        byte[] label = new byte[LABEL_SIZE];
        bytes.get(LABEL, label);
        HolderRecord record = new HolderRecord(
                bytes.getInt(SLOT),
                Integer.toUnsignedLong(bytes.getInt(PID)),
                bytes.getLong(PROCESS_START),
                bytes.getLong(CLAIMED),
                bytes.getLong(CLAIMED_WALL),
                text(label));
        long check = bytes.getLong(CHECK);
        VarHandle.acquireFence();
        boolean unchanged = (long) LONG.getOpaque(bytes, SEQUENCE) == token << 1;
        long expected = check(
                identity(record.pid(), record.processStart(), label),
                record.slot(),
                record.claimedNanos(),
                record.claimedWallNanos(),
                token);
        return unchanged && check == expected && SemaphoreWord.isSlot(record.slot())
                ? Optional.of(record)
                : Optional.empty();
    }

    private static String text(byte[] label) {
        int length = 0;
        while (length < label.length && label[length] != 0) {
            length++;
        }
        StringBuilder text = new StringBuilder(new String(label, 0, length, StandardCharsets.UTF_8));
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                text.setCharAt(i, '?');
            }
        }
        return text.toString();
    }

    private List<Long> counters() {
        return hasRecord && bytes.getLong(MAGIC) == MAGIC_VALUE
                ? List.of(counter(CLAIMS), counter(TAKEOVERS), counter(ABSORBED), counter(FORCED), counter(LOST))
                : List.of();
    }

    private long counter(int offset) {
        return (long) LONG.getOpaque(bytes, offset);
    }
}

package io.globallock.peer;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * Shared memory that sees two processes inside at once: who enters exchanges his pid for what was there, who leaves exchanges
 * it back for 0. Finding somebody else's pid is a violation, unless that process is dead.
 *
 * <pre>
 *    0  pid of who is inside, 0: nobody        8  not 0: contenders stop
 *   16  how often each {@link Event} was seen
 * 1024  entries of participant 0 to 127     2048  violations that participant 0 to 127 saw
 * 3072  pid it met at its latest violation  4096  when it entered last: CLOCK_MONOTONIC, in nanoseconds
 * </pre>
 *
 * <p>All fields have 8 bytes, little endian. From 1024 on each has one writer at a time.
 */
public final class Canary implements AutoCloseable {

    public static final int PARTICIPANTS = 128;

    /** What is not an entry; counted by several processes at a time. */
    public enum Event {
        INTERRUPTED(16),
        CANCELLED(24),
        REOPENED(32);

        private final int offset;

        Event(int offset) {
            this.offset = offset;
        }
    }

    private static final VarHandle FIELD = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int INSIDE = 0;
    private static final int STOP = 8;
    private static final int ENTRIES = 1024;
    private static final int VIOLATIONS = 2048;
    private static final int MET = 3072;
    private static final int ENTERED_AT = 4096;
    private static final int SIZE = 8192;

    private final Path path;
    private final boolean creator;
    private final ByteBuffer fields;

    private Canary(Path path, boolean creator) {
        this.path = path;
        this.creator = creator;
        try (FileChannel file =
                creator ? FileChannel.open(path, CREATE_NEW, READ, WRITE) : FileChannel.open(path, READ, WRITE)) {
            this.fields = file.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new one, removed when it is closed. */
    public static Canary create() {
        long pid = ProcessHandle.current().pid();
        return new Canary(Path.of("/dev/shm/gl-test-canary-" + pid + "-" + Long.toHexString(System.nanoTime())), true);
    }

    /** One that another process created. */
    public static Canary open(Path path) {
        return new Canary(path, false);
    }

    public Path path() {
        return path;
    }

    /** To be called right after the claim. */
    public void signIn(int participant) {
        long other =
                (long) FIELD.getAndSet(fields, INSIDE, ProcessHandle.current().pid());
        if (other != 0 && !Liveness.isDead(other)) {
            violation(participant, other);
        }
        FIELD.setVolatile(fields, ENTERED_AT + 8 * participant, System.nanoTime());
    }

    /** To be called right before the release. */
    public void signOut(int participant) {
        long me = ProcessHandle.current().pid();
        long seen = (long) FIELD.compareAndExchange(fields, INSIDE, me, 0L);
        if (seen != me) {
            violation(participant, seen);
        }
        add(ENTRIES + 8 * participant);
    }

    /** To be called when a release finds the lock lost although nobody forced it. */
    public void lost(int participant) {
        violation(participant, inside());
    }

    private void violation(int participant, long other) {
        FIELD.setVolatile(fields, MET + 8 * participant, other);
        add(VIOLATIONS + 8 * participant);
    }

    private void add(int offset) {
        FIELD.setVolatile(fields, offset, get(offset) + 1);
    }

    void saw(Event event) {
        FIELD.getAndAdd(fields, event.offset, 1L);
    }

    /** How often it was seen. */
    public long seen(Event event) {
        return get(event.offset);
    }

    /** Who is inside; 0: nobody. A dead process stays until the next one enters. */
    public long inside() {
        return get(INSIDE);
    }

    /** Ends all {@code contend} commands. */
    public void stop() {
        FIELD.setVolatile(fields, STOP, 1L);
    }

    public boolean isStopped() {
        return get(STOP) != 0;
    }

    /** How often the participant was inside. */
    public long entries(int participant) {
        return get(ENTRIES + 8 * participant);
    }

    /** How often all were inside. */
    public long entries() {
        return sum(ENTRIES);
    }

    /** How often somebody was not alone inside. */
    public long violations() {
        return sum(VIOLATIONS);
    }

    /** {@link System#nanoTime()} of the participant's latest entry; 0: none. The clock is the same for all processes. */
    public long enteredAt(int participant) {
        return get(ENTERED_AT + 8 * participant);
    }

    private long sum(int section) {
        return IntStream.range(0, PARTICIPANTS)
                .mapToLong(i -> get(section + 8 * i))
                .sum();
    }

    private long get(int offset) {
        return (long) FIELD.getVolatile(fields, offset);
    }

    /** What was seen, for messages. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(
                "canary: " + entries() + " entries, " + violations() + " violations, inside " + inside());
        for (int i = 0; i < PARTICIPANTS; i++) {
            long violations = get(VIOLATIONS + 8 * i);
            if (violations != 0) {
                text.append("; participant %d saw %d, the last with pid %d".formatted(i, violations, get(MET + 8 * i)));
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        if (creator) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

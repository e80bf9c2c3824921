package io.globallock;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text that {@code resource_lock} of cjnfuncs keeps in the shared memory of the lock's name ({@code /dev/shm/NAME}): when
 * it was claimed and by whom, ASCII, ended by a NUL. It stays after the release, as there. Missing or unreadable, it is left
 * out; it decides nothing.
 */
final class LockInfoText {

    private static final int SEGMENT_SIZE = 4096; // what resource_lock creates
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.copyOf(PosixFilePermissions.fromString("rw-------"));

    private final Path path;
    private final LockInfo when;
    private @Nullable Object segmentKey; // the reaper's and the opener's only
    private volatile @Nullable ByteBuffer segment;

    private LockInfoText(Path path, LockInfo when) {
        this.path = path;
        this.when = when;
    }

    static LockInfoText of(String name, Mechanism mechanism, LockOptions options) {
        boolean shared = mechanism == Mechanism.OWNED || mechanism == Mechanism.PLAIN;
        LockInfoText text = new LockInfoText(Path.of("/dev/shm", name), shared ? options.lockInfo() : LockInfo.NEVER);
        if (text.when == LockInfo.ALWAYS) {
            text.create();
        }
        text.look();
        return text;
    }

    private void create() {
        try (FileChannel channel = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            channel.write(ByteBuffer.allocate(SEGMENT_SIZE));
        } catch (IOException e) {
            look(); // it exists, or it may not be made: then there is no text
        }
    }

    /** Finds the segment if it has appeared, forgets it if it has gone. */
    void look() {
        if (when == LockInfo.NEVER) {
            return;
        }
        Object key = key();
        if (!Objects.equals(key, segmentKey)) {
            segment = key == null ? null : map(StandardOpenOption.READ, StandardOpenOption.WRITE);
            segmentKey = segment == null ? null : key;
        }
    }

    private @Nullable Object key() {
        if (!path.toFile().exists()) {
            return null; // the usual case, four times a second: without an exception
        }
        try {
            BasicFileAttributes seen = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return seen.isRegularFile() && seen.size() > 0 ? seen.fileKey() : null;
        } catch (IOException e) {
            return null; // gone again, or not to be looked at
        }
    }

    private @Nullable ByteBuffer map(StandardOpenOption... how) {
        Set<java.nio.file.OpenOption> options = new java.util.HashSet<>(Set.of(how));
        options.add(LinkOption.NOFOLLOW_LINKS);
        boolean write = options.contains(StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(path, options)) {
            long size = Math.min(channel.size(), SEGMENT_SIZE);
            return size == 0
                    ? null
                    : channel.map(write ? FileChannel.MapMode.READ_WRITE : FileChannel.MapMode.READ_ONLY, 0, size);
        } catch (IOException e) {
            return null; // gone again, not ours to read, or the thread is interrupted: the next look may succeed
        }
    }

    /** Writes who claimed just now, where a segment is. The caller holds the lock. */
    void write(GatedLock lock, Thread claimer) {
        ByteBuffer target = segment;
        if (target == null) {
            return;
        }
        byte[] text = (Pattern.TIME.format(LocalDateTime.now(ZoneId.systemDefault())) + " - " + lock.label(claimer))
                .getBytes(StandardCharsets.US_ASCII);
        int length = Math.min(text.length, target.capacity() - 1);
        try {
            target.put(0, text, 0, length).put(length, (byte) 0);
        } catch (InternalError e) {
            segment = null; // truncated under us
        }
    }

    /** The text, if there is a segment that may be read. */
    Optional<String> read() {
        ByteBuffer source = segment;
        if (source == null && key() != null) {
            source = map(StandardOpenOption.READ);
        }
        return source == null ? Optional.empty() : text(source);
    }

    private static Optional<String> text(ByteBuffer source) {
        StringBuilder text = new StringBuilder();
        try {
            for (int i = 0; i < source.capacity() && source.get(i) != 0; i++) {
                byte b = source.get(i);
                text.append(b < ' ' || b > '~' ? '?' : (char) b);
            }
        } catch (InternalError e) {
            return Optional.empty(); // truncated under us
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
    }

    /** Loaded when something is written: a mere look should start quickly. */
    private static final class Pattern {
        static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");
    }
}

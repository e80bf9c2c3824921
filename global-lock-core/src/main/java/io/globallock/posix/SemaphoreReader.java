package io.globallock.posix;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks at the semaphores of a glibc Linux without taking part and without native code, by mapping their files read-only.
 * Thread-safe.
 */
public final class SemaphoreReader {

    static final Path DIRECTORY = Path.of("/dev/shm");
    static final String PREFIX = "sem.";
    private static final Path LOCKS = Path.of("/proc/locks");

    /**
     * The kernel hands out a page at a time and goes on by position, so that a lock is missed where one before it goes away
     * between two pages.
     */
    private static final int LOOKS_FOR_A_LOCK = 10;

    private SemaphoreReader() {}

    /**
     * The semaphore of a name; empty if there is none.
     *
     * @throws SemaphoreRefusedException if the file is no semaphore of this libc
     * @throws UncheckedIOException if it may not be read
     */
    public static Optional<SemaphoreSnapshot> read(SemaphoreName name) {
        try {
            SemaphoreFileCheck.checkType(name);
            try (FileChannel channel = ReadOnlyFile.open(name.path())) {
                // From here on it is this one file, whatever has the name by now.
                SemaphoreFileCheck.check(name, channel);
                boolean whole = channel.size() >= SemaphoreMap.SIZE;
                MappedByteBuffer bytes = channel.map(
                        FileChannel.MapMode.READ_ONLY, 0, whole ? SemaphoreMap.SIZE : SemaphoreMap.SEM_SIZE);
                return Optional.of(new SemaphoreMap(bytes, whole).snapshot());
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InternalError e) {
            throw SemaphoreFileCheck.refused(name, "was truncated while it was read. Look again.");
        }
    }

    /** The names of all files that may be semaphores, sorted; empty where there is no /dev/shm. */
    public static List<SemaphoreName> list() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith(PREFIX) && file.length() > PREFIX.length())
                    .map(file -> file.substring(PREFIX.length()))
                    .filter(text -> text.chars().allMatch(c -> c >= ' ' && c <= '~'))
                    .sorted()
                    .map(SemaphoreName::of)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * Whether the process of an owner slot is alive, from {@code /proc/locks}; empty where that cannot be read.
     *
     * @param slot 1 to 1000
     */
    public static Optional<Boolean> isAlive(SemaphoreName name, int slot) {
        try {
            // proc_locks(5): "1: OFDLCK ADVISORY WRITE -1 MAJOR:MINOR:INODE START END"
            String file = " " + device(name.path()) + ":" + inode(name) + " ";
            String bytes = SlotLocks.slotByte(slot) + " " + SlotLocks.slotByte(slot);
            for (int i = 0; i < LOOKS_FOR_A_LOCK; i++) {
                if (isLocked(file, bytes)) {
                    return Optional.of(true);
                }
            }
            return Optional.of(false);
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private static boolean isLocked(String file, String bytes) throws IOException {
        try (BufferedReader locks = Files.newBufferedReader(LOCKS, StandardCharsets.ISO_8859_1)) {
            for (String lock = locks.readLine(); lock != null; lock = locks.readLine()) {
                if (lock.contains("OFDLCK") && lock.contains(file) && lock.endsWith(bytes)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Major and minor number in hexadecimal, two digits at least, as /proc writes them. */
    static String device(Path path) throws IOException {
        long device = ((Number) Files.getAttribute(path, "unix:dev", LinkOption.NOFOLLOW_LINKS)).longValue();
        // gnu_dev_major and gnu_dev_minor, sys/sysmacros.h
        long major = (device >>> 8 & 0xfff) | (device >>> 32 & 0xffff_f000L);
        long minor = (device & 0xff) | (device >>> 12 & 0xffff_ff00L);
        return twoDigits(major) + ":" + twoDigits(minor);
    }

    private static String twoDigits(long number) {
        String digits = Long.toHexString(number);
        return digits.length() < 2 ? "0" + digits : digits;
    }

    static String inode(SemaphoreName name) throws IOException {
        return Files.getAttribute(name.path(), "unix:ino", LinkOption.NOFOLLOW_LINKS)
                .toString();
    }
}

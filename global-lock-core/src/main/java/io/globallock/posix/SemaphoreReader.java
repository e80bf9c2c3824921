package io.globallock.posix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks at the semaphores of a glibc Linux without taking part and without native code, by mapping their files read-only.
 * Thread-safe.
 */
public final class SemaphoreReader {

    private static final Path DIRECTORY = Path.of("/dev/shm");
    private static final String PREFIX = "sem.";
    private static final Path LOCKS = Path.of("/proc/locks");

    private SemaphoreReader() {}

    /**
     * The semaphore of a name; empty if there is none.
     *
     * @throws SemaphoreRefusedException if the file is no semaphore of this libc
     * @throws UncheckedIOException if it may not be read
     */
    public static Optional<SemaphoreSnapshot> read(SemaphoreName name) {
        Path path = name.path();
        try {
            SemaphoreFileCheck.check(name);
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            boolean whole = file.size() >= SemaphoreMap.SIZE;
            try (FileChannel channel =
                    FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
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
        try (Stream<String> locks = Files.lines(LOCKS)) {
            // proc_locks(5): "1: OFDLCK ADVISORY WRITE -1 MAJOR:MINOR:INODE START END"
            String file = " " + device(name) + ":" + attribute(name, "unix:ino") + " ";
            String bytes = SlotLocks.slotByte(slot) + " " + SlotLocks.slotByte(slot);
            return Optional.of(
                    locks.anyMatch(lock -> lock.contains("OFDLCK") && lock.contains(file) && lock.endsWith(bytes)));
        } catch (IOException | UncheckedIOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /**
     * The processes that have the semaphore mapped, by pid; those of other users only as far as they may be looked at. Empty
     * where there is no /proc or no such semaphore.
     */
    public static List<Long> users(SemaphoreName name) {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            // proc_pid_maps(5): device and inode, since glibc maps a new semaphore under a temporary name.
            String file = " " + device(name) + " " + attribute(name, "unix:ino") + " ";
            return processes
                    .filter(process ->
                            Character.isDigit(process.getFileName().toString().charAt(0)))
                    .filter(process -> maps(process, file))
                    .map(process -> Long.valueOf(process.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException | UnsupportedOperationException e) {
            return List.of();
        }
    }

    private static boolean maps(Path process, String file) {
        try (Stream<String> lines = Files.lines(process.resolve("maps"), StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.contains(file));
        } catch (IOException | UncheckedIOException e) {
            return false; // ended meanwhile, or not ours to read
        }
    }

    /** Major and minor number in hexadecimal, as /proc writes them. */
    private static String device(SemaphoreName name) throws IOException {
        long device = attribute(name, "unix:dev");
        // gnu_dev_major and gnu_dev_minor, sys/sysmacros.h
        long major = (device >>> 8 & 0xfff) | (device >>> 32 & 0xffff_f000L);
        long minor = (device & 0xff) | (device >>> 12 & 0xffff_ff00L);
        return "%02x:%02x".formatted(major, minor);
    }

    private static long attribute(SemaphoreName name, String attribute) throws IOException {
        return ((Number) Files.getAttribute(name.path(), attribute, LinkOption.NOFOLLOW_LINKS)).longValue();
    }
}

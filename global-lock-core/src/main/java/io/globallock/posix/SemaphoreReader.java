package io.globallock.posix;

import java.io.BufferedReader;
import java.io.FileInputStream;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    private static final String MAPPED = "/" + PREFIX;
    private static final Path PROC = Path.of("/proc");
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
        try (BufferedReader locks = Files.newBufferedReader(LOCKS, StandardCharsets.ISO_8859_1)) {
            // proc_locks(5): "1: OFDLCK ADVISORY WRITE -1 MAJOR:MINOR:INODE START END"
            String file = " " + device(name) + ":" + inode(name) + " ";
            String bytes = SlotLocks.slotByte(slot) + " " + SlotLocks.slotByte(slot);
            for (String lock = locks.readLine(); lock != null; lock = locks.readLine()) {
                if (lock.contains("OFDLCK") && lock.contains(file) && lock.endsWith(bytes)) {
                    return Optional.of(true);
                }
            }
            return Optional.of(false);
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /**
     * The processes that have the semaphores mapped, by pid; those of other users only as far as they may be looked at. One pass
     * over /proc for all of them; names without a semaphore or without a user are left out.
     */
    public static Map<SemaphoreName, List<Long>> users(Collection<SemaphoreName> names) {
        Map<SemaphoreName, List<Long>> users = new HashMap<>();
        try {
            Map<String, SemaphoreName> files = new HashMap<>();
            for (SemaphoreName name : names) {
                if (Files.exists(name.path(), LinkOption.NOFOLLOW_LINKS)) {
                    files.put(device(name) + " " + inode(name), name);
                }
            }
            for (long pid : processes()) {
                for (SemaphoreName name : mappedBy(pid, files)) {
                    users.computeIfAbsent(name, any -> new ArrayList<>()).add(pid);
                }
            }
        } catch (IOException | UnsupportedOperationException e) {
            return Map.of(); // a semaphore that went while it was looked at
        }
        users.values().forEach(Collections::sort);
        return users;
    }

    /** All of the machine; none where there is no /proc. Without a glob, whose first use takes longer than all else here. */
    private static List<Long> processes() {
        List<Long> pids = new ArrayList<>();
        String[] entries = PROC.toFile().list();
        for (String entry : entries == null ? new String[0] : entries) {
            if (Character.isDigit(entry.charAt(0))) {
                pids.add(Long.parseLong(entry));
            }
        }
        return pids;
    }

    private static Set<SemaphoreName> mappedBy(long pid, Map<String, SemaphoreName> files) {
        Set<SemaphoreName> mapped = new HashSet<>();
        try (FileInputStream in = new FileInputStream("/proc/" + pid + "/maps")) {
            // As one text: a JVM has a thousand lines, and a short-lived program interprets whatever is done with each.
            String maps = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            for (int at = maps.indexOf(MAPPED); at >= 0; at = maps.indexOf(MAPPED, at + 1)) {
                // proc_pid_maps(5): address, permissions, offset, device, inode, path. By inode, since glibc maps a new
                // semaphore under a temporary name.
                String[] fields =
                        maps.substring(maps.lastIndexOf('\n', at) + 1, at).split(" +", 6);
                SemaphoreName name = fields.length == 6 ? files.get(fields[3] + " " + fields[4]) : null;
                if (name != null) {
                    mapped.add(name);
                }
            }
        } catch (IOException e) {
            return Set.of(); // ended meanwhile, or not ours to read
        }
        return mapped;
    }

    /** Major and minor number in hexadecimal, two digits at least, as /proc writes them. */
    private static String device(SemaphoreName name) throws IOException {
        long device = ((Number) Files.getAttribute(name.path(), "unix:dev", LinkOption.NOFOLLOW_LINKS)).longValue();
        // gnu_dev_major and gnu_dev_minor, sys/sysmacros.h
        long major = (device >>> 8 & 0xfff) | (device >>> 32 & 0xffff_f000L);
        long minor = (device & 0xff) | (device >>> 12 & 0xffff_ff00L);
        return twoDigits(major) + ":" + twoDigits(minor);
    }

    private static String twoDigits(long number) {
        String digits = Long.toHexString(number);
        return digits.length() < 2 ? "0" + digits : digits;
    }

    private static String inode(SemaphoreName name) throws IOException {
        return Files.getAttribute(name.path(), "unix:ino", LinkOption.NOFOLLOW_LINKS)
                .toString();
    }
}

package io.globallock.posix;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who had semaphores mapped at one moment, from one pass over /proc. What of /proc is kept from this process is told by
 * {@link #unseen()}, so that nobody takes "not to be seen" for "not there". Immutable.
 */
public final class SemaphoreUsers {

    private static final String MAPPED = "/" + SemaphoreReader.PREFIX;
    private static final String DELETED = " (deleted)";
    private static final Path PROC = Path.of("/proc");

    private final List<Mapping> mappings = new ArrayList<>();
    private int denied;

    private SemaphoreUsers() {}

    /**
     * A semaphore that a process has mapped, after proc_pid_maps(5).
     *
     * @param file device and inode: glibc maps a new semaphore under a temporary name
     */
    private record Mapping(long pid, String file, String path) {}

    /** Looks now. */
    public static SemaphoreUsers look() {
        SemaphoreUsers users = new SemaphoreUsers();
        String[] entries = PROC.toFile().list(); // without a glob, whose first use takes longer than all else here
        for (String entry : entries == null ? new String[0] : entries) {
            if (Character.isDigit(entry.charAt(0))) {
                users.add(Long.parseLong(entry));
            }
        }
        return users;
    }

    /** As one text: a JVM has a thousand lines, and a short-lived program interprets whatever is done with each. */
    private void add(long pid) {
        String maps;
        try (FileInputStream in = new FileInputStream("/proc/" + pid + "/maps")) {
            maps = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            denied += ProcessSight.hasMemory(pid) ? 1 : 0;
            return;
        }
        for (int at = maps.indexOf(MAPPED); at >= 0; at = maps.indexOf(MAPPED, at + 1)) {
            int end = maps.indexOf('\n', at);
            String line = maps.substring(maps.lastIndexOf('\n', at) + 1, end < 0 ? maps.length() : end);
            String[] fields = line.split(" +", 6); // address, permissions, offset, device, inode, path
            if (fields.length == 6) {
                mappings.add(new Mapping(pid, fields[3] + " " + fields[4], fields[5]));
            }
        }
    }

    /** Why there may be more users than those that were seen; empty if every process of the machine was looked at. */
    public Optional<String> unseen() {
        return ProcessSight.limits(denied);
    }

    /** The processes that have the semaphores mapped, by pid; names without a semaphore or without a user are left out. */
    public Map<SemaphoreName, List<Long>> of(Collection<SemaphoreName> names) {
        Map<SemaphoreName, List<Long>> users = new HashMap<>();
        try {
            Map<String, SemaphoreName> files = files(names);
            for (Mapping mapping : mappings) {
                SemaphoreName name = files.get(mapping.file());
                if (name != null) {
                    add(users, name, mapping.pid());
                }
            }
        } catch (IOException | UnsupportedOperationException e) {
            return Map.of(); // a system without devices and inodes
        }
        users.values().forEach(Collections::sort);
        return users;
    }

    /**
     * The processes that have a semaphore of this /dev/shm mapped whose file has no name any more, by the name under which they
     * mapped it. In a process that made the semaphore that is glibc's temporary one, of six letters and digits.
     */
    public Map<String, List<Long>> unlinked() {
        Map<String, List<Long>> users = new TreeMap<>();
        try {
            String device = SemaphoreReader.device(SemaphoreReader.DIRECTORY);
            // Later than the mappings: who is just making one has it mapped before it gets its name.
            Set<String> linked = files(SemaphoreReader.list()).keySet();
            for (Mapping mapping : mappings) {
                if (mapping.file().startsWith(device + " ")
                        && mapping.path().endsWith(DELETED)
                        && !linked.contains(mapping.file())) {
                    String path = mapping.path();
                    int start = path.lastIndexOf(MAPPED) + MAPPED.length();
                    add(users, path.substring(start, path.length() - DELETED.length()), mapping.pid());
                }
            }
        } catch (IOException | UnsupportedOperationException e) {
            return Map.of(); // no /dev/shm
        }
        return users;
    }

    /** A process may map a semaphore twice. */
    private static <K> void add(Map<K, List<Long>> users, K name, long pid) {
        List<Long> pids = users.computeIfAbsent(name, any -> new ArrayList<>());
        if (!pids.contains(pid)) {
            pids.add(pid);
        }
    }

    private static Map<String, SemaphoreName> files(Collection<SemaphoreName> names) throws IOException {
        Map<String, SemaphoreName> files = new HashMap<>();
        for (SemaphoreName name : names) {
            try {
                files.put(SemaphoreReader.device(name.path()) + " " + SemaphoreReader.inode(name), name);
            } catch (NoSuchFileException e) {
                // There is none of that name, or it went while it was looked at.
            }
        }
        return files;
    }
}

package io.globallock;

import io.globallock.posix.SemaphoreName;
import io.globallock.posix.SemaphoreReader;
import io.globallock.posix.SemaphoreUsers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The processes that had semaphores mapped at one moment, this one left out, with the names of their commands: one look through
 * /proc for all locks. Where {@link #unseen()} is not empty there may be others. Immutable and thread-safe.
 */
public final class LockUsers {

    private final SemaphoreUsers users;
    private final String self;

    private LockUsers(SemaphoreUsers users) {
        this.users = users;
        this.self = self();
    }

    /** Looks now. Linux; elsewhere nobody is seen. */
    public static LockUsers look() {
        return new LockUsers(SemaphoreUsers.look());
    }

    /** Why there may be other users than those that were seen, for people; empty if every process of the machine was looked at. */
    public Optional<String> unseen() {
        return users.unseen();
    }

    /**
     * Those of one lock, by pid.
     *
     * @throws IllegalArgumentException if it is no name of a lock
     */
    public List<LockUser> of(String name) {
        return of(SemaphoreName.of(name));
    }

    List<LockUser> of(SemaphoreName name) {
        return others(users.of(List.of(name)).getOrDefault(name, List.of()));
    }

    /** Those of all locks of this machine, by name; locks without a user are left out. */
    public Map<String, List<LockUser>> all() {
        Map<String, List<LockUser>> all = new TreeMap<>();
        users.of(SemaphoreReader.list()).forEach((name, pids) -> put(all, name.text(), pids));
        return all;
    }

    /**
     * Those that still use a semaphore whose file was unlinked, by the name under which they mapped it, which in a process that
     * made the semaphore is a temporary one of glibc's, of six letters and digits. Some programs unlink on purpose.
     */
    public Map<String, List<LockUser>> unlinked() {
        Map<String, List<LockUser>> all = new TreeMap<>();
        users.unlinked().forEach((name, pids) -> put(all, name, pids));
        return all;
    }

    private void put(Map<String, List<LockUser>> all, String name, List<Long> pids) {
        List<LockUser> others = others(pids);
        if (!others.isEmpty()) {
            all.put(name, others);
        }
    }

    private List<LockUser> others(List<Long> pids) {
        List<LockUser> others = new ArrayList<>();
        for (long pid : pids) {
            if (!Long.toString(pid).equals(self)) {
                others.add(new LockUser(pid, command(pid)));
            }
        }
        return others;
    }

    /** This process's number; not by ProcessHandle, whose first use costs a short-lived program 8 ms. */
    private static String self() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self")).toString();
        } catch (IOException e) {
            return ""; // no /proc, so no users either
        }
    }

    static String command(long pid) {
        return read(pid, "comm");
    }

    /** The whole command line of a process, its arguments separated by spaces; empty where it may not be read. */
    static String commandLine(long pid) {
        return read(pid, "cmdline");
    }

    private static String read(long pid, String file) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), file));
            return new String(bytes, StandardCharsets.UTF_8).replace('\0', ' ').strip();
        } catch (IOException e) {
            return ""; // ended meanwhile, or not ours to read
        }
    }
}

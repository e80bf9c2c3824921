package io.globallock;

import io.globallock.posix.SemaphoreName;
import io.globallock.posix.SemaphoreUsers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The processes that have a semaphore mapped, with their commands. */
final class LockUsers {

    private LockUsers() {}

    /** By pid, this process left out; empty where there is no /proc. */
    static List<LockUser> of(SemaphoreName name) {
        return of(List.of(name)).getOrDefault(name.text(), List.of());
    }

    /** By lock; those without a user are left out. */
    static Map<String, List<LockUser>> of(Collection<SemaphoreName> names) {
        Map<String, List<LockUser>> users = new TreeMap<>();
        SemaphoreUsers.of(names).forEach((name, pids) -> put(users, name.text(), pids));
        return users;
    }

    /** Of semaphores that were unlinked, by the name under which they were mapped. */
    static Map<String, List<LockUser>> unlinked() {
        Map<String, List<LockUser>> users = new TreeMap<>();
        SemaphoreUsers.unlinked().forEach((name, pids) -> put(users, name, pids));
        return users;
    }

    private static void put(Map<String, List<LockUser>> users, String name, List<Long> pids) {
        String self = self();
        List<LockUser> others = new ArrayList<>();
        for (long pid : pids) {
            if (!Long.toString(pid).equals(self)) {
                others.add(new LockUser(pid, command(pid)));
            }
        }
        if (!others.isEmpty()) {
            users.put(name, others);
        }
    }

    /** This process's number; not by ProcessHandle, whose first use costs a short-lived program 8 ms. */
    private static String self() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self")).toString();
        } catch (IOException e) {
            return ""; // no /proc, so no users either
        }
    }

    private static String command(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ')
                    .strip();
        } catch (IOException e) {
            return ""; // ended meanwhile, or not ours to read
        }
    }
}

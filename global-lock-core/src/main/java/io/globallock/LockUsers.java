package io.globallock;

import io.globallock.posix.SemaphoreName;
import io.globallock.posix.SemaphoreReader;
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
        long self = ProcessHandle.current().pid();
        Map<String, List<LockUser>> users = new TreeMap<>();
        SemaphoreReader.users(names).forEach((name, pids) -> {
            List<LockUser> others = new ArrayList<>();
            for (long pid : pids) {
                if (pid != self) {
                    others.add(new LockUser(pid, command(pid)));
                }
            }
            if (!others.isEmpty()) {
                users.put(name.text(), others);
            }
        });
        return users;
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

package io.globallock;

import io.globallock.posix.SemaphoreName;
import io.globallock.posix.SemaphoreReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The processes that have a semaphore mapped, with their commands. */
final class LockUsers {

    private LockUsers() {}

    /** By pid; empty where there is no /proc. */
    static List<LockUser> of(SemaphoreName name) {
        return SemaphoreReader.users(name).stream()
                .map(pid -> new LockUser(pid, command(pid)))
                .toList();
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

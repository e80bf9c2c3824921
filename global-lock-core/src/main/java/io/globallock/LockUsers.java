package io.globallock;

import io.globallock.posix.SemaphoreName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which processes have a semaphore mapped, from {@code /proc/PID/maps}. Processes of other users are left out where their maps
 * may not be read.
 */
final class LockUsers {

    private static final Path PROC = Path.of("/proc");

    private LockUsers() {}

    /** In the order of their pids; empty where there is no /proc. */
    static List<LockUser> of(SemaphoreName name) {
        List<LockUser> users = new ArrayList<>();
        try (Stream<Path> processes = Files.list(PROC)) {
            processes
                    .filter(process ->
                            Character.isDigit(process.getFileName().toString().charAt(0)))
                    .filter(process -> maps(process, name.path().toString()))
                    .map(process ->
                            new LockUser(Long.parseLong(process.getFileName().toString()), command(process)))
                    .forEach(users::add);
        } catch (IOException e) {
            return List.of(); // not Linux
        }
        users.sort(Comparator.comparingLong(LockUser::pid));
        return users;
    }

    private static boolean maps(Path process, String file) {
        // A mapping of a file that was unlinked since has " (deleted)" behind its path, and is another lock by now.
        try (Stream<String> lines = Files.lines(process.resolve("maps"), StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.endsWith(file));
        } catch (IOException | java.io.UncheckedIOException e) {
            return false; // ended meanwhile, or not ours to read
        }
    }

    private static String command(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ')
                    .strip();
        } catch (IOException e) {
            return "";
        }
    }
}

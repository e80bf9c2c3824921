package io.globallock.cli;

import io.globallock.LockUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes that still use a semaphore's file that was unlinked, from /proc/PID/maps. */
final class UnlinkedUsers {

    private UnlinkedUsers() {}

    static List<LockUser> of(String lock) {
        List<LockUser> users = new ArrayList<>();
        String mapping = Semaphores.file(lock) + " (deleted)";
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (read(process.resolve("maps")).contains(mapping + "\n")) {
                    String command =
                            read(process.resolve("cmdline")).replace('\0', ' ').strip();
                    users.add(new LockUser(Long.parseLong(process.getFileName().toString()), command));
                }
            }
        } catch (IOException e) {
            return List.of(); // no /proc
        }
        return users;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // ended meanwhile, or not ours to read
        }
    }
}

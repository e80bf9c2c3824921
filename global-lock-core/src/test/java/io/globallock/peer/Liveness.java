package io.globallock.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Whether code of a process can still run, from {@code /proc}. */
final class Liveness {

    private static final int PF_EXITING = 4; // include/linux/sched.h

    private Liveness() {}

    /** True if all its threads are gone, zombies, or on their way out. */
    static boolean isDead(long pid) {
        List<Path> threads;
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            threads = tasks.toList();
        } catch (IOException | UncheckedIOException e) {
            return true;
        }
        return threads.stream().allMatch(thread -> isThreadDead(thread.resolve("stat")));
    }

    /** proc(5): after the name in parentheses, state is field 3 and flags field 9 of stat. */
    private static boolean isThreadDead(Path stat) {
        String text;
        try {
            // A thread's name may be any bytes.
            text = new String(Files.readAllBytes(stat), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return true;
        }
        List<String> fields = List.of(text.substring(text.lastIndexOf(')') + 2).split(" "));
        return "ZX".contains(fields.get(0)) || (Long.parseLong(fields.get(6)) & PF_EXITING) != 0;
    }
}

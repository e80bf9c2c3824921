package io.globallock.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Which bytes of a lock's file are locked, by whatever process: what the kernel says in {@code /proc/locks} (proc(5)). */
public final class SlotBytes {

    private SlotBytes() {}

    /** The lines about the file; none when every process has given back its slot, and every dead one's. */
    public static List<String> locked(Path file) {
        try {
            long device = (Long) Files.getAttribute(file, "unix:dev");
            // glibc's gnu_dev_major and gnu_dev_minor, for the numbers that Linux uses
            String id = " %02x:%02x:%d "
                    .formatted((device >> 8) & 0xfff, (device & 0xff) | ((device >> 12) & 0xfff00), (Long)
                            Files.getAttribute(file, "unix:ino"));
            return Files.readAllLines(Path.of("/proc/locks")).stream()
                    .filter(line -> line.contains(id))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

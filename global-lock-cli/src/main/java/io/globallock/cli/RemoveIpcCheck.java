package io.globallock.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whether systemd-logind removes this user's semaphores when its last session ends: logind.conf(5), RemoveIPC=, which is yes
 * unless set, and spares root and system users.
 *
 * @param root where the machine's files are; not / in tests
 */
record RemoveIpcCheck(Path root) {

    private static final int LAST_SYSTEM_USER = 999; // SYS_UID_MAX unless login.defs(5) says otherwise
    private static final Set<String> NO = Set.of("no", "n", "false", "f", "off", "0"); // parse_boolean() of systemd

    Optional<Finding> finding() {
        if (!isLogindHere() || isSpared()) {
            return Optional.empty();
        }
        String setting = setting();
        return NO.contains(setting.toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of(new Finding(
                        "RemoveIPC=" + setting + ": systemd removes the semaphores of "
                                + System.getProperty("user.name")
                                + " when its last session ends, and a lock that is in use splits into two.",
                        "printf '[Login]\\nRemoveIPC=no\\n' | sudo install -D -m 644 /dev/stdin /etc/systemd/logind.conf.d/global-lock.conf"
                                + " && sudo systemctl restart systemd-logind"));
    }

    private boolean isLogindHere() {
        // sd_booted(3): the folders of logind alone are left behind, or made by a package, where no systemd runs.
        return Files.isDirectory(root.resolve("run/systemd/system"))
                && (Files.exists(root.resolve("run/systemd/seats"))
                        || Files.exists(root.resolve("run/systemd/sessions")));
    }

    private boolean isSpared() {
        try {
            Object uid = Files.getAttribute(root.resolve("proc/self"), "unix:uid");
            return ((Integer) uid) <= lastSystemUser();
        } catch (IOException | UnsupportedOperationException e) {
            return true; // no /proc: nobody knows
        }
    }

    private int lastSystemUser() {
        for (String line : lines(root.resolve("etc/login.defs"))) {
            String[] words = line.strip().split("\\s+", 3);
            if (words.length > 1 && words[0].equals("SYS_UID_MAX")) {
                return Integer.parseInt(words[1]);
            }
        }
        return LAST_SYSTEM_USER;
    }

    /** The last word on it: the main file, then the drop-ins in the order of their names, of which /etc's hide the others'. */
    private String setting() {
        String setting = valueIn(root.resolve("etc/systemd/logind.conf"), "yes");
        Map<String, Path> dropIns = new TreeMap<>();
        for (String directory : new String[] {"usr/lib", "run", "etc"}) {
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(root.resolve(directory + "/systemd/logind.conf.d"), "*.conf")) {
                files.forEach(file -> dropIns.put(file.getFileName().toString(), file));
            } catch (IOException e) {
                // There is no such directory.
            }
        }
        for (Path file : dropIns.values()) {
            setting = valueIn(file, setting);
        }
        return setting;
    }

    private static String valueIn(Path file, String otherwise) {
        String value = otherwise;
        for (String line : lines(file)) {
            String[] parts = line.strip().split("\\s*=\\s*", 2);
            if (parts.length == 2 && parts[0].equals("RemoveIPC")) {
                value = parts[1].isEmpty() ? "yes" : parts[1];
            }
        }
        return value;
    }

    private static Iterable<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException | UncheckedIOException e) {
            return java.util.List.of(); // not there, or not ours to read
        }
    }
}

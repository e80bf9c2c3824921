package io.globallock.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Starts a program with the bytes, the environment and the signal mask that this process got, and none of its files but the
 * standard streams: posix_spawn(3).
 */
final class Spawn {

    private static final int ATTRIBUTES_SIZE = 512; // posix_spawnattr_t has 336 bytes, posix_spawn_file_actions_t 80
    private static final int SETSIGMASK = 8;
    private static final int ENOEXEC = 8;
    private static final int O_WRONLY = 1;
    private static final int F_SETFD = 2;
    private static final int FD_CLOEXEC = 1;
    private static final int FIRST_OWN_FILE = 3;

    private Spawn() {}

    /**
     * The process id of the child.
     *
     * @param silently whether its standard output and error lead nowhere
     * @throws IOException if it cannot be started; the message has the errno
     */
    static int start(List<byte[]> command, boolean silently) throws IOException {
        long attributes = Libc.allocate(ATTRIBUTES_SIZE);
        Libc.call("posix_spawnattr_init", attributes);
        long mask = Libc.allocate(Libc.SIGSET_SIZE);
        Libc.putLong(mask, blockedAtStart());
        Libc.call("posix_spawnattr_setsigmask", attributes, mask);
        Libc.call("posix_spawnattr_setflags", attributes, SETSIGMASK);
        long actions = Libc.allocate(ATTRIBUTES_SIZE);
        Libc.call("posix_spawn_file_actions_init", actions);
        if (silently) {
            long nowhere = Libc.string("/dev/null".getBytes(StandardCharsets.US_ASCII));
            Libc.call("posix_spawn_file_actions_addopen", actions, 1, nowhere, O_WRONLY, 0);
            Libc.call("posix_spawn_file_actions_addopen", actions, 2, nowhere, O_WRONLY, 0);
        }
        closeOwnFiles(actions);
        long arguments = Libc.allocate((command.size() + 1) * Long.BYTES);
        for (int i = 0; i < command.size(); i++) {
            Libc.putLong(arguments + (long) i * Long.BYTES, Libc.string(command.get(i)));
        }
        long pid = Libc.allocate(Integer.BYTES);
        int error = Libc.call(
                "posix_spawnp", pid, Libc.string(command.get(0)), actions, attributes, arguments, Libc.environment());
        if (error == ENOEXEC) { // a script without #!, which a shell runs as its own
            List<byte[]> script = new java.util.ArrayList<>(List.of("sh".getBytes(StandardCharsets.US_ASCII)));
            script.addAll(command);
            return start(script, silently);
        }
        if (error != 0) {
            throw new IOException("posix_spawn failed with errno " + error);
        }
        return Libc.getInt(pid);
    }

    private static void closeOwnFiles(long actions) {
        if (Libc.has("posix_spawn_file_actions_addclosefrom_np")) { // glibc 2.34
            Libc.call("posix_spawn_file_actions_addclosefrom_np", actions, FIRST_OWN_FILE);
            return;
        }
        String[] files = new java.io.File("/proc/self/fd").list();
        for (String file : files == null ? new String[0] : files) {
            int number = Integer.parseInt(file);
            if (number >= FIRST_OWN_FILE) {
                Libc.call("fcntl", number, F_SETFD, FD_CLOEXEC);
            }
        }
    }

    /** The signals that the first thread blocks are those that this process was started with: the JVM leaves it alone. */
    private static long blockedAtStart() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1)) {
                if (line.startsWith("SigBlk:")) {
                    return Long.parseUnsignedLong(
                            line.substring(line.indexOf(':') + 1).strip(), 16);
                }
            }
        } catch (IOException | NumberFormatException e) {
            // No /proc: then none, as a shell has it.
        }
        return 0;
    }
}

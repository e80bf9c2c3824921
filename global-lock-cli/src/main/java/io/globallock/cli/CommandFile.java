package io.globallock.cli;

import java.nio.charset.StandardCharsets;

/** Whether a command can be run, found out before anything is started for it. */
enum CommandFile {
    RUNNABLE,
    MISSING,
    /** It exists, and is a directory or not executable for this user. */
    UNFIT;

    private static final int X_OK = 1;
    private static final int F_OK = 0;
    private static final int O_PATH_DIRECTORY_CLOEXEC = 0x200000 | directoryFlag() | 0x80000;
    private static final byte[] DEFAULT_PATH = "/bin:/usr/bin".getBytes(StandardCharsets.US_ASCII); // confstr(3)

    /** As execvp(3) looks for it: by its path if it has a slash, else through PATH, where the first that can be run counts. */
    static CommandFile of(byte[] name) {
        if (name.length == 0) {
            return MISSING;
        }
        if (contains(name, '/')) {
            return at(name);
        }
        byte[] path = Libc.getenv("PATH");
        byte[] directories = path == null ? DEFAULT_PATH : path;
        CommandFile found = MISSING;
        for (int start = 0, i = 0; i <= directories.length; i++) {
            if (i == directories.length || directories[i] == ':') {
                CommandFile here = at(joined(directories, start, i, name));
                if (here == RUNNABLE) {
                    return here;
                }
                found = here == UNFIT ? here : found;
                start = i + 1;
            }
        }
        return found;
    }

    private static CommandFile at(byte[] path) {
        long file = Libc.string(path);
        if (Libc.call("access", file, F_OK) != 0) {
            return MISSING;
        }
        int directory = Libc.call("open", file, O_PATH_DIRECTORY_CLOEXEC, 0);
        if (directory >= 0) {
            Libc.call("close", directory);
            return UNFIT;
        }
        return Libc.call("access", file, X_OK) == 0 ? RUNNABLE : UNFIT;
    }

    /** An empty directory means the current one. */
    private static byte[] joined(byte[] directories, int start, int end, byte[] name) {
        byte[] path = new byte[end - start + (end > start ? 1 : 2) + name.length];
        int length = end - start;
        System.arraycopy(directories, start, path, 0, length);
        if (length == 0) {
            path[length++] = '.';
        }
        path[length++] = '/';
        System.arraycopy(name, 0, path, length, name.length);
        return path;
    }

    private static boolean contains(byte[] bytes, char wanted) {
        for (byte b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }

    /** O_DIRECTORY, which arm numbers in its own way (asm/fcntl.h). */
    private static int directoryFlag() {
        return System.getProperty("os.arch", "").equals("aarch64") ? 0x4000 : 0x10000;
    }
}

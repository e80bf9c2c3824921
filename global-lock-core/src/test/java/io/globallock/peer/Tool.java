package io.globallock.peer;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a test needs beside a JDK. Where it is missing the test is skipped with the reason; with the system property
 * {@code global-lock.test.require-peers=true} it fails.
 */
public enum Tool {
    GCC("gcc with libc's headers", "echo '#include <semaphore.h>' | gcc -E -"),
    PYTHON("python3 with ctypes", "python3 -c 'import ctypes, mmap'"),
    SETPRIV("setpriv", "setpriv --version"),
    STRACE("strace", "strace -V"),
    /** A pid namespace of one's own, which takes root or user namespaces. */
    PID_NAMESPACE("unshare --pid", "unshare --pid --fork true"),
    /** A mount namespace of one's own, likewise. */
    MOUNT_NAMESPACE("unshare --mount", "unshare --mount mount -t tmpfs tmpfs /dev/shm"),
    SHARED_MEMORY("/dev/shm of Linux", "test -w /dev/shm");

    private static final Map<Tool, Boolean> PRESENT = new ConcurrentHashMap<>();

    private final String title;
    private final String check;

    Tool(String title, String check) {
        this.title = title;
        this.check = check;
    }

    /** Goes on only where all of them are there. */
    public static void require(Tool... tools) {
        for (Tool tool : tools) {
            if (!tool.isPresent()) {
                String reason = "needs " + tool.title + " (" + tool.check + " failed)";
                if (Boolean.getBoolean("global-lock.test.require-peers")) {
                    fail(reason);
                }
                abort(reason);
            }
        }
    }

    private boolean isPresent() {
        return PRESENT.computeIfAbsent(this, tool -> succeeds(tool.check));
    }

    private static boolean succeeds(String shellCommand) {
        try {
            return new ProcessBuilder("sh", "-c", shellCommand)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + shellCommand, e);
        }
    }
}

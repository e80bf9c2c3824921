package io.globallock.cli;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;

/** What a test needs beside a JDK: where it is missing the test is skipped, or fails if the peers are required. */
public enum Tool {
    PYTHON("python3 -c 'import ctypes, mmap'"),
    TMUX("tmux -V"),
    BASH("bash --version"),
    SETPRIV("setpriv --version"),
    STRACE("strace -V"),
    /** To undo what a background job inherits: it ignores SIGINT, and so does all that it starts. */
    DEFAULT_SIGNALS("env --default-signal=INT true"),
    /** To have a /dev/shm of one's own, which takes root. */
    MOUNT("unshare --mount mount -t tmpfs tmpfs /dev/shm"),
    TIME_NAMESPACE("unshare --time --boottime 86400 --monotonic 86400 true"),
    /** To be another user, which takes root. */
    NOBODY("setpriv --reuid 65534 --regid 65534 --clear-groups true");

    private final String check;

    Tool(String check) {
        this.check = check;
    }

    /** Goes on only where it is there. */
    public void require() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", check)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            String reason = "needs what \"" + check + "\" needs";
            if (Boolean.getBoolean("global-lock.test.require-peers")) {
                fail(reason);
            }
            abort(reason);
        }
    }
}

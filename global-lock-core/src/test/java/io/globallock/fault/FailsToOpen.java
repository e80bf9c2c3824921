package io.globallock.fault;

import io.globallock.GlobalLocks;
import io.globallock.LockOptions;
import io.globallock.LockUnavailableException;
import io.globallock.Mechanism;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Opens a lock again and again with too few file descriptors left, as a program does that retries, and then waits with what that has
 * left. Arguments: the lock, a name at which no lock can be opened, how many descriptors are free, how often. Says when it is done and ends with its input.
 */
final class FailsToOpen {

    private FailsToOpen() {}

    public static void main(String[] args) throws IOException {
        GlobalLocks locks = GlobalLocks.create(LockOptions.defaults().withMechanism(Mechanism.OWNED));
        locks.get(args[0]).close();
        try {
            locks.get(args[1]);
        } catch (LockUnavailableException e) {
            // Now all is loaded that an error needs.
        }
        Deque<FileInputStream> used = useUp();
        for (int i = 0; i < Integer.parseInt(args[2]); i++) {
            used.pop().close();
        }
        int failed = 0;
        String last = "";
        for (int i = 0; i < Integer.parseInt(args[3]); i++) {
            try {
                locks.get(args[0]).close();
            } catch (LockUnavailableException e) {
                failed++;
                last = String.valueOf(e.getMessage());
            }
        }
        for (FileInputStream each : used) {
            each.close();
        }
        System.out.println(failed + " failed: " + last);
        while (System.in.read() >= 0) {
            // Until the test has looked.
        }
    }

    private static Deque<FileInputStream> useUp() {
        Deque<FileInputStream> used = new ArrayDeque<>();
        try {
            while (true) {
                used.push(new FileInputStream(Path.of("/dev/null").toFile()));
            }
        } catch (IOException e) {
            return used; // none left
        }
    }
}

package io.globallock.fault;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.GlobalLockException;
import io.globallock.GlobalLocks;
import io.globallock.peer.TestLocks;
import java.io.RandomAccessFile;

/** Warms a lock up until its code is compiled, truncates its file, and says what became of the next claims. */
final class TruncatedLock {

    private static final int WARM = 200_000;
    private static final int TRIES = 1_000;

    private TruncatedLock() {}

    public static void main(String[] args) throws Exception {
        try (GlobalLocks locks = GlobalLocks.create()) {
            GlobalLock lock = locks.get(args[0]);
            for (int i = 0; i < WARM; i++) {
                lock.claim().release();
            }
            System.out.println("ready");
            Claim held = args[1].equals("held") ? lock.claim() : null;
            try (RandomAccessFile file =
                    new RandomAccessFile(TestLocks.semaphore(args[0]).toFile(), "rw")) {
                file.setLength(0);
            }
            if (held != null) {
                System.out.println("release " + held.release() + ", lost " + held.isLost());
            }
            int claims = 0;
            try {
                for (; claims < TRIES; claims++) {
                    lock.claim().release();
                }
                System.out.println("not noticed");
            } catch (GlobalLockException e) {
                lock.close();
                System.out.println("broken after " + claims + " claims and closed: " + e.getMessage());
            }
        }
    }
}

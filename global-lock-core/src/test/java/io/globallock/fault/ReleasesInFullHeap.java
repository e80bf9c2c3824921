package io.globallock.fault;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import java.util.ArrayList;
import java.util.List;

/**
 * Claims its lock for the first time, fills the heap to the last byte, and releases: no class can be loaded any more. Argument: the
 * lock.
 */
final class ReleasesInFullHeap {

    private static final int SMALLEST = 16;

    private static final List<Object> HOARD = new ArrayList<>(1 << 17);

    private ReleasesInFullHeap() {}

    public static void main(String[] args) {
        GlobalLocks locks = GlobalLocks.create();
        GlobalLock lock = locks.get(args[0]);
        Throwable failure = null;
        Claim claim = lock.claim();
        fillHeap();
        try {
            claim.release();
        } catch (Throwable e) { // whatever a class that cannot be loaded becomes
            failure = e;
        }
        HOARD.clear();
        if (failure != null) {
            failure.printStackTrace();
        }
        System.out.println((failure == null ? "released in a full heap" : failure) + ", held " + claim.isHeld());
        locks.close();
    }

    private static void fillHeap() {
        for (int size = 1 << 20; size >= SMALLEST; size /= 2) {
            try {
                while (true) {
                    HOARD.add(new byte[size - SMALLEST]);
                }
            } catch (OutOfMemoryError e) {
                // Smaller pieces still fit.
            }
        }
    }
}

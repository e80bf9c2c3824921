package io.globallock;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks after all open locks four times a second: frees what dead owners hold where only foreign programs wait, removes posts
 * too many, mends what errors left, reports threads that ended with a claim. One daemon thread for each JVM, from the first
 * open lock to the last.
 */
final class Reaper {

    static final long PERIOD_MILLIS = 250;

    private static final Logger LOG = System.getLogger("io.globallock");

    private final Map<GatedLock, ReaperNotes> locks = new ConcurrentHashMap<>();
    private @Nullable Thread thread;

    synchronized void add(GatedLock lock) {
        locks.put(lock, new ReaperNotes());
        if (thread == null) {
            Thread started = new Thread(null, this::run, "global-lock-reaper", 0, false);
            started.setDaemon(true);
            started.start(); // may fail for want of memory: then the next lock tries again
            thread = started;
        }
    }

    synchronized void remove(GatedLock lock) {
        locks.remove(lock);
        if (locks.isEmpty() && thread != null) {
            thread.interrupt();
            thread = null;
        }
    }

    private void run() {
        while (true) {
            try {
                Thread.sleep(PERIOD_MILLIS);
                locks.forEach(Reaper::look);
            } catch (InterruptedException e) {
                return; // the last lock was closed
            } catch (VirtualMachineError e) {
                // No memory, not even for a line of the log: this thread is the only one that looks, and goes on.
            }
        }
    }

    private static void look(GatedLock lock, ReaperNotes notes) {
        try {
            lock.entrance().tick(notes);
        } catch (RuntimeException | LinkageError e) {
            if (!lock.entrance().isClosed()) {
                LOG.log(Level.WARNING, "Lock " + lock.name() + ": the reaper's round failed; it goes on", e);
            }
        }
    }
}

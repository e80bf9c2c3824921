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
            thread = new Thread(null, this::run, "global-lock-reaper", 0, false);
            thread.setDaemon(true);
            thread.start();
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
        try {
            while (true) {
                Thread.sleep(PERIOD_MILLIS);
                locks.forEach(Reaper::look);
            }
        } catch (InterruptedException e) {
            // The last lock was closed.
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

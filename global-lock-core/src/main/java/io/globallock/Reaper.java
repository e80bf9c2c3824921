package io.globallock;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks after all open locks four times a second: frees what dead owners hold where only foreign programs wait, removes posts
 * too many, mends what errors left, reports threads that ended with a claim. One daemon thread for each JVM, from the first
 * open lock to the last; nothing that a lock, a listener or the log throws ends it.
 */
final class Reaper {

    static final long PERIOD_MILLIS = 250;

    private static final String NAME = "global-lock-reaper";

    private final Consumer<Thread> start;
    private final Map<GatedLock, ReaperNotes> locks = new ConcurrentHashMap<>();

    /** The thread whose turn it is: another one, whose interrupt a listener has eaten, ends by seeing this. */
    private volatile @Nullable Thread thread;

    Reaper() {
        this(Thread::start);
    }

    /** @param start starts the thread, or fails */
    Reaper(Consumer<Thread> start) {
        this.start = start;
    }

    /** Looks after the lock too; or, if no thread is to be had, fails and does not. */
    synchronized void add(GatedLock lock) {
        Thread running = thread;
        if (running == null || !running.isAlive()) {
            Worker started = new Worker(this::run);
            thread = started;
            start.accept(started); // fails where no thread is to be had; the next lock tries again
        }
        locks.put(lock, new ReaperNotes());
    }

    synchronized void remove(GatedLock lock) {
        locks.remove(lock);
        Thread running = thread;
        if (locks.isEmpty() && running != null) {
            thread = null;
            running.interrupt();
        }
    }

    /** Whether the caller is the thread on which all locks depend. */
    static boolean isCurrentThread() {
        return Thread.currentThread() instanceof Worker;
    }

    private void run() {
        while (thread == Thread.currentThread()) {
            try {
                Thread.sleep(PERIOD_MILLIS);
                locks.forEach(Reaper::look);
            } catch (InterruptedException e) {
                // The last lock was closed, or somebody interrupts a thread that is not theirs: the loop knows.
            } catch (Throwable e) {
                // Not even a line of the log could be had: this thread is the only one that looks, and goes on.
            }
        }
    }

    private static void look(GatedLock lock, ReaperNotes notes) {
        try {
            lock.entrance().tick(notes);
            notes.roundFailed = false;
        } catch (Throwable e) {
            if (!lock.entrance().isClosed() && !notes.roundFailed) {
                notes.roundFailed = true; // told once until a round succeeds
                tellFailure(lock, e);
            }
        }
    }

    private static void tellFailure(GatedLock lock, Throwable failure) {
        try {
            lock.entrance().events().roundFailed(failure);
        } catch (Throwable e) {
            // No memory to tell it: the other locks of this round must not suffer.
        }
    }

    /** Keeps nothing of whoever opened the first lock: no inheritable thread locals, no context class loader. */
    private static final class Worker extends Thread {

        Worker(Runnable task) {
            super(null, task, NAME, 0, false);
            setDaemon(true);
            setContextClassLoader(ClassLoader.getSystemClassLoader());
        }
    }
}

package io.globallock;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Tells what the reaper has found on a thread of its own, in order: a listener or a log that takes its time must not keep the
 * reaper from the locks. One daemon thread for each JVM, that ends when there is nothing to tell.
 */
final class Teller {

    /** Apart, so that to ask for the thread needs none. */
    private static final class Pool {

        private static final long IDLE_SECONDS = 5;
        private static final ThreadPoolExecutor THREAD =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Worker::new);

        static {
            THREAD.allowCoreThreadTimeOut(true);
        }
    }

    private Teller() {}

    /** Now, or, for the reaper, soon. */
    static void tell(Runnable news) {
        if (!Reaper.isCurrentThread()) {
            news.run();
            return;
        }
        try {
            Pool.THREAD.execute(news);
        } catch (Error e) {
            news.run(); // no thread or no memory is to be had: here, then
        }
    }

    /** Whether the caller is the thread on which whatever is found later is told. */
    static boolean isCurrentThread() {
        return Thread.currentThread() instanceof Worker;
    }

    private static final class Worker extends Thread {

        Worker(Runnable task) {
            super(null, task, "global-lock-events", 0, false);
            setDaemon(true);
            setContextClassLoader(ClassLoader.getSystemClassLoader()); // not of whoever opened the first lock
        }
    }
}

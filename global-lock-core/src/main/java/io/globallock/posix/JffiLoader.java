package io.globallock.posix;

import com.kenai.jffi.Invoker;
import com.kenai.jffi.MemoryIO;
import org.jspecify.annotations.Nullable;

/**
 * Loads jffi on a thread that nobody knows and so nobody interrupts: it unpacks its library through a channel, which an interrupt
 * closes, and after one failure it fails as long as the JVM lives.
 */
final class JffiLoader {

    static {
        load();
    }

    private JffiLoader() {}

    /** Returns when it is loaded; fails as jffi does. */
    static void await() {
        // The static initialiser has done it.
    }

    private static void load() {
        Loading loading = new Loading();
        Thread thread = new Thread(loading, "global-lock-jffi");
        thread.setDaemon(true);
        boolean interrupted = false;
        try {
            thread.start();
        } catch (OutOfMemoryError e) { // no thread is to be had: here, then, without an interrupt that came before
            interrupted = Thread.interrupted();
            loading.run();
        }
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // kept for whoever opens the lock
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Throwable failure = loading.failure;
        if (failure instanceof Error error) {
            throw error;
        } else if (failure != null) {
            throw new UnsatisfiedLinkError(String.valueOf(failure));
        }
    }

    private static final class Loading implements Runnable {

        private volatile @Nullable Throwable failure;

        @Override
        public void run() {
            try {
                Invoker.getInstance();
                MemoryIO.getInstance();
            } catch (Throwable e) {
                failure = e;
            }
        }
    }
}

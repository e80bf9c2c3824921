package io.globallock;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A second thread of a test. What its body throws is thrown again where the test waits for its end. */
final class OtherThread<T> {

    private static final long PATIENCE_SECONDS = 60;

    private final FutureTask<T> body;
    private final Thread thread;

    private OtherThread(String name, Callable<T> body) {
        this.body = new FutureTask<>(body);
        this.thread = new Thread(this.body, name);
        this.thread.setDaemon(true);
        this.thread.start();
    }

    static <T> OtherThread<T> start(Callable<T> body) {
        return start("other", body);
    }

    static <T> OtherThread<T> start(String name, Callable<T> body) {
        return new OtherThread<>(name, body);
    }

    /** Runs the body to its end in another thread. */
    static <T> T call(Callable<T> body) throws Exception {
        return start(body).join();
    }

    /** Runs the body to its end in another thread. */
    static void run(Action body) throws Exception {
        call(() -> {
            body.run();
            return true;
        });
    }

    Thread thread() {
        return thread;
    }

    boolean isDone() {
        return body.isDone();
    }

    /** Waits for the end, the thread's own included, and returns what the body did. */
    T join() throws Exception {
        try {
            T result = body.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            return result;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        } catch (TimeoutException e) {
            AssertionError stuck = new AssertionError(thread + " does not end");
            stuck.setStackTrace(thread.getStackTrace());
            throw stuck;
        }
    }

    /** A body that answers nothing. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }
}

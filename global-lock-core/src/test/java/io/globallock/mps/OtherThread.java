package io.globallock.mps;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A second thread of a test; what its body throws is thrown again where the test joins it. */
final class OtherThread {
    private final FutureTask<Void> body;
    private final Thread thread;

    private OtherThread(ThrowingCallable body) {
        this.body = new FutureTask<>(() -> {
            try {
                body.call();
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
            return null;
        });
        this.thread = new Thread(this.body, "other");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    static OtherThread start(ThrowingCallable body) {
        return new OtherThread(body);
    }

    /** Runs the body to its end in another thread. */
    static void run(ThrowingCallable body) throws Exception {
        start(body).join();
    }

    Thread thread() {
        return thread;
    }

    /** Returns once the thread waits for something. */
    OtherThread awaitWaiting() {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> switch (thread.getState()) {
            case BLOCKED, WAITING, TIMED_WAITING -> true;
            case TERMINATED -> throw new AssertionError("ended without waiting");
            default -> false;
        });
        return this;
    }

    void join() throws Exception {
        try {
            body.get(90, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }
}

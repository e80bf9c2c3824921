package io.globallock.posix;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Lets a test do something when this JVM reaches a step of the protocol, such as to throw. One at a time; until closed. */
public final class AtStep implements AutoCloseable {

    private final AtomicInteger times = new AtomicInteger();

    private AtStep() {}

    /** Each time. */
    public static AtStep each(String step, Runnable action) {
        return set(step, Integer.MAX_VALUE, action);
    }

    /** The first time. */
    public static AtStep once(String step, Runnable action) {
        return set(step, 1, action);
    }

    /** Throws the first time. */
    public static AtStep fail(String step, Supplier<? extends Error> error) {
        return set(step, 1, () -> {
            throw error.get();
        });
    }

    private static AtStep set(String step, int most, Runnable action) {
        String name = ProtocolStep.valueOf(step).name(); // which fails for one that does not exist
        AtStep hook = new AtStep();
        ProtocolStep.hookOfThisJvm = reached -> {
            if (reached.equals(name) && hook.times.incrementAndGet() <= most) {
                action.run();
            }
        };
        return hook;
    }

    /** Whether the step was reached. */
    public boolean happened() {
        return times.get() > 0;
    }

    @Override
    public void close() {
        ProtocolStep.hookOfThisJvm = null;
    }
}

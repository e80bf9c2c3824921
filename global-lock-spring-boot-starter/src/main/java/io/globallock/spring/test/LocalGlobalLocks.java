package io.globallock.spring.test;

import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.LockListener;
import io.globallock.LockOptions;
import io.globallock.Mechanism;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Locks of one test context. A JVM has one lock for each name, and test contexts are kept: the local lock of a slice must not
 * meet the semaphore that a whole application has open under the same name, so local ones are renamed.
 */
public final class LocalGlobalLocks implements GlobalLocks {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int LONGEST = 200;

    private final GlobalLocks locks;
    private final LockOptions defaults;
    private final String suffix = ".slice-" + COUNT.incrementAndGet();

    /** Locks that are opened with these options where they have none of their own. */
    public LocalGlobalLocks(LockOptions defaults) {
        this.locks = GlobalLocks.create(defaults);
        this.defaults = defaults;
    }

    @Override
    public GlobalLock get(String name) {
        return get(name, defaults);
    }

    @Override
    public GlobalLock get(String name, LockOptions options) {
        boolean local = options.mechanism().filter(Mechanism.LOCAL::equals).isPresent();
        return locks.get(local ? renamed(name) : name, options);
    }

    private String renamed(String name) {
        return name.length() <= LONGEST
                ? name + suffix
                : name.substring(0, LONGEST) + Integer.toHexString(name.hashCode()) + suffix;
    }

    @Override
    public Collection<GlobalLock> locks() {
        return locks.locks();
    }

    @Override
    public void addListener(LockListener listener) {
        locks.addListener(listener);
    }

    @Override
    public void removeListener(LockListener listener) {
        locks.removeListener(listener);
    }

    @Override
    public void close() {
        locks.close();
    }
}

package io.globallock;

import io.globallock.posix.SemaphoreName;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The open locks of this JVM, one for each name. It holds them strongly on purpose: a lock that was garbage collected while
 * claimed would look like a dead owner to other processes.
 */
final class LockRegistry {

    /** Exclusion is a property of the whole JVM, and so is this. */
    static final LockRegistry JVM = new LockRegistry();

    private static final class Entry {
        final GatedLock lock;
        int users;

        Entry(GatedLock lock) {
            this.lock = lock;
        }
    }

    private final Map<String, Entry> entries = new HashMap<>();
    private final ReentrantLock guard = new ReentrantLock();
    private final Reaper reaper = new Reaper();

    /**
     * The lock of a name, for one more user.
     *
     * @param defaults how to open it if it is not open
     * @param wanted how it must be open, or null if any way will do
     */
    GatedLock open(SemaphoreName name, LockOptions defaults, @Nullable LockOptions wanted) {
        guard.lock();
        try {
            Entry entry = entries.get(name.text());
            if (entry == null) {
                LockOptions options = wanted == null ? defaults : wanted;
                entry = new Entry(new GatedLock(name.text(), options, Gates.open(name, options)));
                entries.put(name.text(), entry);
                reaper.add(entry.lock);
            } else if (wanted != null && !wanted.equals(entry.lock.options())) {
                throw new IllegalArgumentException("Lock " + name.text() + " is open in this JVM with "
                        + entry.lock.options() + " and cannot be opened with " + wanted
                        + " as well. Close it first, or use the same options.");
            }
            entry.users++;
            return entry.lock;
        } finally {
            guard.unlock();
        }
    }

    /** One user less; the last one closes the lock. */
    void leave(GatedLock lock) {
        guard.lock();
        try {
            Entry entry = entries.get(lock.name());
            if (entry != null && entry.lock == lock) {
                if (entry.users == 1) {
                    close(lock);
                } else {
                    entry.users--;
                }
            }
        } finally {
            guard.unlock();
        }
    }

    /** Closes the lock for all its users. */
    void close(GatedLock lock) {
        guard.lock();
        try {
            if (!lock.entrance().isClosed()) {
                lock.entrance().close();
                entries.remove(lock.name());
                reaper.remove(lock);
            }
        } finally {
            guard.unlock();
        }
    }
}

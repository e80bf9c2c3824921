package io.globallock;

import io.globallock.posix.SemaphoreName;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The open locks of this JVM, one for each name. It holds them strongly on purpose: a lock that was garbage collected while
 * claimed would look like a dead owner to other processes.
 *
 * <p>Guarded by its monitor, which a StackOverflowError gives back whatever happens; a {@code ReentrantLock} it may leave locked by
 * a dead thread.
 */
final class LockRegistry {

    /** Exclusion is a property of the whole JVM, and so is this. */
    static final LockRegistry JVM = new LockRegistry(new Reaper());

    private static final class Entry {
        final GatedLock lock;
        int users;

        Entry(GatedLock lock) {
            this.lock = lock;
        }
    }

    private final Map<String, Entry> entries = new HashMap<>();
    private final Reaper reaper;

    LockRegistry(Reaper reaper) {
        this.reaper = reaper;
    }

    /**
     * The lock of a name, for one more user.
     *
     * @param defaults how to open it if it is not open
     * @param wanted how it must be open, or null if any way will do
     */
    synchronized GatedLock open(SemaphoreName name, LockOptions defaults, @Nullable LockOptions wanted) {
        Entry entry = entries.get(name.text());
        if (entry == null) {
            entry = add(name, wanted == null ? defaults : wanted);
        } else if (wanted != null && !wanted.equals(entry.lock.options())) {
            throw new IllegalArgumentException("Lock " + name.text() + " is open in this JVM with "
                    + entry.lock.options() + " and cannot be opened with " + wanted
                    + " as well. Close it first, or use the same options.");
        }
        entry.users++;
        return entry.lock;
    }

    private Entry add(SemaphoreName name, LockOptions options) {
        Rehearsal.hold();
        Gate gate = Gates.open(name, options);
        GatedLock lock = null;
        try {
            lock = new GatedLock(name.text(), options, gate);
            Entry entry = new Entry(lock);
            reaper.add(lock);
            entries.put(name.text(), entry);
            return entry;
        } catch (RuntimeException | Error e) {
            if (lock != null) {
                reaper.remove(lock);
            }
            gate.close(); // or nobody could give back its slot
            throw e;
        }
    }

    /** One user less; the last one closes the lock. */
    void leave(GatedLock lock) {
        if (leaves(lock)) {
            lock.entrance().tellRest(); // without the guard: listeners take their time
        }
    }

    /** Closes the lock for all its users. */
    void close(GatedLock lock) {
        if (closes(lock)) {
            lock.entrance().tellRest();
        }
    }

    private synchronized boolean leaves(GatedLock lock) {
        Entry entry = entries.get(lock.name());
        if (entry == null || entry.lock != lock) {
            return false;
        }
        if (entry.users > 1) {
            entry.users--;
            return false;
        }
        return closes(lock);
    }

    private synchronized boolean closes(GatedLock lock) {
        if (lock.entrance().isClosed()) {
            return false;
        }
        try {
            lock.entrance().close();
        } finally {
            if (lock.entrance().isClosed()) {
                entries.remove(lock.name());
                reaper.remove(lock);
            }
        }
        return true;
    }
}

package io.globallock.spring;

import io.globallock.GlobalLock;

/**
 * A lock with what the application calls it and how it uses it.
 *
 * @param lock the lock itself
 * @param settings its key and defaults
 */
public record KeyedLock(GlobalLock lock, LockSettings settings) {

    /** What the application calls the lock. */
    public String key() {
        return settings.key();
    }

    /** What the semaphore is called in the system. */
    public String name() {
        return settings.name();
    }
}

package io.globallock.spring.autoconfigure;

import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.spring.LockSettings;
import org.jspecify.annotations.Nullable;

/** Opens the configured locks: the factory of their bean definitions. */
final class GlobalLockFactory {

    static final String BEAN_NAME = "globalLockFactory";

    private final GlobalLocks locks;
    private final LockSettingsFactory settings;

    GlobalLockFactory(GlobalLocks locks, LockSettingsFactory settings) {
        this.locks = locks;
        this.settings = settings;
    }

    /** Null: the application's own GlobalLocks gives none, as a mock does; who uses the key is told. */
    @Nullable
    GlobalLock open(String key) {
        LockSettings lock = settings.settings(key);
        return locks.get(lock.name(), lock.options());
    }
}

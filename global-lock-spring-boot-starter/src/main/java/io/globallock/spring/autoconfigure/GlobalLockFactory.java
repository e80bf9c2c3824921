package io.globallock.spring.autoconfigure;

import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.LockOptions;
import io.globallock.spring.LockSettings;
import java.util.Locale;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** Opens the configured locks: the factory of their bean definitions. */
final class GlobalLockFactory {

    static final String BEAN_NAME = "globalLockFactory";

    private static final Log LOG = LogFactory.getLog(GlobalLockFactory.class);

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
        GlobalLock opened = get(lock);
        if (opened != null && LOG.isInfoEnabled()) {
            LOG.info(describe(key, opened, lock.options()));
        }
        return opened;
    }

    private @Nullable GlobalLock get(LockSettings lock) {
        try {
            return locks.get(lock.name(), lock.options());
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException(
                    "global-lock.locks." + lock.key(),
                    lock.name(),
                    "This JVM has the lock open already, with other options. Give both users of it the same mechanism, mode,"
                            + " takeover-delay, lock-info and label. " + e.getMessage());
        }
    }

    private static String describe(String key, GlobalLock lock, LockOptions options) {
        String what = "Lock " + key + ": " + lock.name() + ", "
                + lock.mechanism().name().toLowerCase(Locale.ROOT);
        return switch (lock.mechanism()) {
            case OWNED ->
                what + ", /dev/shm/sem." + lock.name() + ", mode of a new file 0"
                        + Integer.toOctalString(options.mode()) + ", takeover delay "
                        + options.takeoverDelay().toMillis() + " ms";
            case PLAIN ->
                what + ", mode of a new semaphore 0" + Integer.toOctalString(options.mode()) + ", no takeover";
            case LOCAL, SINGLE -> what + ", inside this JVM only";
        };
    }
}

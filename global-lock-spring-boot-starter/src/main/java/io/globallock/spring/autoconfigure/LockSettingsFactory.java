package io.globallock.spring.autoconfigure;

import io.globallock.LockOptions;
import io.globallock.spring.LockSettings;
import io.globallock.spring.autoconfigure.GlobalLockProperties.Lock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From properties to the settings of each lock. */
final class LockSettingsFactory {

    private static final Lock NOTHING = Lock.valueOf("");

    private final GlobalLockProperties properties;
    private final Lock defaults;

    LockSettingsFactory(GlobalLockProperties properties) {
        this.properties = properties;
        this.defaults = properties.defaults();
        PropertyRules.check(properties, defaults);
    }

    /** The options of locks that are got by name. */
    LockOptions defaults() {
        return options(NOTHING);
    }

    /** The settings of a configured lock. */
    LockSettings settings(String key) {
        return settings(key, configured(key).semaphore(key));
    }

    /** The settings of any lock, under the name that it really has. */
    LockSettings settings(String key, String name) {
        Lock lock = configured(key);
        return new LockSettings(
                key,
                name,
                or(lock.timeout(), properties.timeout()),
                either(lock.maxHold(), defaults.maxHold()),
                options(lock));
    }

    private Lock configured(String key) {
        return properties.locks().getOrDefault(key, NOTHING);
    }

    private LockOptions options(Lock lock) {
        return new LockOptions(
                either(lock.mechanism(), defaults.mechanism()),
                FileMode.parse(or(lock.mode(), properties.mode())),
                or(lock.takeoverDelay(), properties.takeoverDelay()),
                or(lock.lockInfo(), properties.lockInfo()),
                either(lock.label(), defaults.label()));
    }

    private static <T> T or(@Nullable T own, T common) {
        return own != null ? own : common;
    }

    private static <T> Optional<T> either(@Nullable T own, @Nullable T common) {
        return Optional.ofNullable(own).or(() -> Optional.ofNullable(common));
    }
}

package io.globallock.spring.autoconfigure;

import io.globallock.LockOptions;
import io.globallock.spring.LockKey;
import io.globallock.spring.LockSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From properties to the settings of each lock. */
final class LockSettingsFactory {

    private final GlobalLockProperties properties;
    private final LockProperties defaults;

    LockSettingsFactory(GlobalLockProperties properties) {
        this.properties = properties;
        this.defaults = properties.defaults();
        // Of two spellings the binder makes two locks, with the same properties each.
        properties
                .getLocks()
                .keySet()
                .retainAll(LockKey.distinct(properties.getLocks().keySet()));
        PropertyRules.check(properties, defaults);
    }

    /** The options of locks that are got by name. */
    LockOptions defaults() {
        return options(defaults);
    }

    /** The settings of a configured lock. */
    LockSettings settings(String key) {
        return settings(key, configured(key).semaphore(key));
    }

    /** The settings of any lock, under the name that it really has. */
    LockSettings settings(String key, String name) {
        LockProperties lock = configured(key);
        return new LockSettings(
                key,
                name,
                or(lock.getTimeout(), properties.getTimeout()),
                either(lock.getMaxHold(), defaults.getMaxHold()),
                options(lock));
    }

    private LockProperties configured(String key) {
        return properties.getLocks().getOrDefault(key, defaults);
    }

    private LockOptions options(LockProperties lock) {
        return new LockOptions(
                either(lock.getMechanism(), defaults.getMechanism()),
                FileMode.parse(or(lock.getMode(), properties.getMode())),
                either(lock.getGroup(), defaults.getGroup()),
                or(lock.getTrustedUsers(), properties.getTrustedUsers()),
                or(lock.getTakeoverDelay(), properties.getTakeoverDelay()),
                or(lock.getLockInfo(), properties.getLockInfo()),
                either(lock.getLabel(), defaults.getLabel()));
    }

    private static <T> T or(@Nullable T own, T common) {
        return own != null ? own : common;
    }

    private static <T> Optional<T> either(@Nullable T own, @Nullable T common) {
        return Optional.ofNullable(own).or(() -> Optional.ofNullable(common));
    }
}

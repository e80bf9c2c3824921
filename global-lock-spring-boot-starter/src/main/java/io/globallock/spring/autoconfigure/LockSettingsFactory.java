package io.globallock.spring.autoconfigure;

import io.globallock.LockOptions;
import io.globallock.Mechanism;
import io.globallock.spring.LockSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From properties to the settings of each lock. */
final class LockSettingsFactory {

    private static final GlobalLockProperties.Lock NOTHING = GlobalLockProperties.Lock.valueOf("");

    private final GlobalLockProperties properties;

    /** @throws IllegalArgumentException if two keys mean one semaphore: endpoint and meters could not tell them apart */
    LockSettingsFactory(GlobalLockProperties properties) {
        this.properties = properties;
        Map<String, String> keyOf = new HashMap<>();
        properties.locks().forEach((key, lock) -> {
            String name = name(key, lock);
            String other = keyOf.put(name, key);
            if (other != null) {
                throw new IllegalArgumentException("global-lock.locks." + other + " and global-lock.locks." + key
                        + " are both the semaphore " + name + ". Use one key, or different names.");
            }
        });
    }

    /** The options of locks that are got by name. */
    LockOptions defaults() {
        return options(NOTHING);
    }

    /** The settings of a configured lock. */
    LockSettings settings(String key) {
        GlobalLockProperties.Lock lock = properties.locks().getOrDefault(key, NOTHING);
        return settings(key, name(key, lock));
    }

    /** The settings of any lock, under the name that it really has. */
    LockSettings settings(String key, String name) {
        GlobalLockProperties.Lock lock = properties.locks().getOrDefault(key, NOTHING);
        return new LockSettings(
                key,
                name,
                or(lock.timeout(), properties.timeout()),
                Optional.ofNullable(lock.maxHold()).or(() -> Optional.ofNullable(properties.maxHold())),
                options(lock));
    }

    private static String name(String key, GlobalLockProperties.Lock lock) {
        String name = or(lock.name(), key);
        return name.startsWith("/") ? name.substring(1) : name;
    }

    private LockOptions options(GlobalLockProperties.Lock lock) {
        Optional<Mechanism> mechanism =
                Optional.ofNullable(lock.mechanism()).or(() -> Optional.ofNullable(properties.mechanism()));
        Optional<String> label = Optional.ofNullable(lock.label()).or(() -> Optional.ofNullable(properties.label()));
        return new LockOptions(
                mechanism,
                FileMode.parse(or(lock.mode(), properties.mode())),
                or(lock.takeoverDelay(), properties.takeoverDelay()),
                or(lock.lockInfo(), properties.lockInfo()),
                label);
    }

    private static <T> T or(@Nullable T own, T common) {
        return own != null ? own : common;
    }
}

package io.globallock.spring.autoconfigure;

import io.globallock.LockOptions;
import io.globallock.posix.SemaphoreName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** What values of properties must be beyond their types. Boot explains the failure, with the place where the value stands. */
final class PropertyRules {

    private static final String LOCKS = "global-lock.locks.";

    private PropertyRules() {}

    /** @throws InvalidConfigurationPropertyValueException naming the first property that is wrong */
    static void check(GlobalLockProperties properties, LockProperties defaults) {
        checkNotNegative("global-lock.shutdown-timeout", properties.getShutdownTimeout());
        check("global-lock.", defaults);
        Map<String, String> keyOf = new HashMap<>();
        for (Map.Entry<String, LockProperties> each : properties.getLocks().entrySet()) {
            String key = each.getKey();
            LockProperties lock = each.getValue();
            check(LOCKS + key + ".", lock);
            String name = lock.semaphore(key);
            check(LOCKS + key, name, SemaphoreName::of);
            String other = keyOf.put(name, key);
            if (other != null) {
                // Endpoint and meters could not tell them apart.
                throw invalid(
                        LOCKS + key, name, LOCKS + other + " is the same semaphore. Use one key, or different names.");
            }
        }
    }

    private static void check(String prefix, LockProperties lock) {
        checkNotNegative(prefix + "timeout", lock.getTimeout());
        check(prefix + "mode", lock.getMode(), text -> LockOptions.defaults().withMode(FileMode.parse(text)));
        check(prefix + "group", lock.getGroup(), LockOptions.defaults()::withGroup);
        check(prefix + "trusted-users", lock.getTrustedUsers(), LockOptions.defaults()::withTrustedUsers);
        check(prefix + "takeover-delay", lock.getTakeoverDelay(), LockOptions.defaults()::withTakeoverDelay);
        checkAboveZero(prefix + "max-hold", lock.getMaxHold());
    }

    private static <T> void check(String property, @Nullable T value, Consumer<T> rule) {
        if (value == null) {
            return;
        }
        try {
            rule.accept(value);
        } catch (IllegalArgumentException e) {
            throw invalid(property, value, String.valueOf(e.getMessage()));
        }
    }

    private static void checkNotNegative(String property, @Nullable Duration value) {
        if (value != null && value.isNegative()) {
            throw invalid(property, value, "It is negative. 0 does not wait; 3650d waits practically for ever.");
        }
    }

    private static void checkAboveZero(String property, @Nullable Duration value) {
        if (value != null && (value.isNegative() || value.isZero())) {
            throw invalid(property, value, "It is not above zero. Leave it out to have no hold reported.");
        }
    }

    private static InvalidConfigurationPropertyValueException invalid(String property, Object value, String reason) {
        return new InvalidConfigurationPropertyValueException(property, value, reason);
    }
}

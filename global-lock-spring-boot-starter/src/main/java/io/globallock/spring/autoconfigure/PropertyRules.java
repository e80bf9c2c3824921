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
        check("global-lock.shutdown-timeout", properties.getShutdownTimeout(), PropertyRules::notNegative);
        check("global-lock.", defaults);
        Map<String, String> keyOf = new HashMap<>();
        properties.getLocks().forEach((key, lock) -> {
            check(LOCKS + key + ".", lock);
            String name = lock.semaphore(key);
            check(LOCKS + key, name, SemaphoreName::of);
            String other = keyOf.put(name, key);
            if (other != null) {
                // Endpoint and meters could not tell them apart.
                throw new InvalidConfigurationPropertyValueException(
                        LOCKS + key, name, LOCKS + other + " is the same semaphore. Use one key, or different names.");
            }
        });
    }

    private static void check(String prefix, LockProperties lock) {
        check(prefix + "timeout", lock.getTimeout(), PropertyRules::notNegative);
        check(prefix + "mode", lock.getMode(), FileMode::parse);
        check(prefix + "takeover-delay", lock.getTakeoverDelay(), LockOptions.defaults()::withTakeoverDelay);
        check(prefix + "max-hold", lock.getMaxHold(), PropertyRules::aboveZero);
    }

    private static <T> void check(String property, @Nullable T value, Consumer<T> rule) {
        if (value == null) {
            return;
        }
        try {
            rule.accept(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException(property, value, String.valueOf(e.getMessage()));
        }
    }

    private static void notNegative(Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("It is negative. 0 does not wait; 3650d waits practically for ever.");
        }
    }

    private static void aboveZero(Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("It is not above zero. Leave it out to have no hold reported.");
        }
    }
}

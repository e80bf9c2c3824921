package io.globallock.spring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * When two spellings of a key are one key: where they are one name to Spring Boot's binder, which neither minds case nor dashes
 * and underscores, as an environment variable has none. {@code GLOBALLOCK_LOCKS_I2C1_NAME} is the name of {@code i2c-1}.
 */
public final class LockKey {

    private LockKey() {}

    /** The same text for all spellings; a key with other characters has one spelling only. */
    public static String uniform(String key) {
        return key.matches("[A-Za-z0-9_-]+") ? key.replaceAll("[_-]", "").toLowerCase(Locale.ROOT) : key;
    }

    /** Each key once: in the longest spelling, as that of an environment variable is the shortest. */
    public static List<String> distinct(Collection<String> keys) {
        Map<String, String> byUniform = new LinkedHashMap<>();
        for (String key : keys) {
            byUniform.merge(uniform(key), key, (known, other) -> other.length() > known.length() ? other : known);
        }
        return new ArrayList<>(byUniform.values());
    }
}

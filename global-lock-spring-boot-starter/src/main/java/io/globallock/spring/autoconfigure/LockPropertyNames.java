package io.globallock.spring.autoconfigure;

import io.globallock.spring.LockKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The names of properties below {@code global-lock.locks} as they are written. The binder drops what it does not know, and
 * characters that it does not allow, without a word; here such a name is refused, with the spelling that means what is written.
 */
final class LockPropertyNames {

    static final String LOCKS = "global-lock.locks";

    private static final Pattern PREFIX =
            Pattern.compile("global[-_]?lock\\.locks(\\.|(?=\\[))", Pattern.CASE_INSENSITIVE);
    private static final Pattern VARIABLE = Pattern.compile("GLOBALLOCK_LOCKS_", Pattern.CASE_INSENSITIVE);
    private static final Pattern KEY = Pattern.compile("\\[([^\\]]*)\\]\\.?|([^.]*)\\.?");
    private static final Pattern UNFIT = Pattern.compile("[\\s\\p{Cntrl}/\\\\%?;#&\"{}\\[\\],]");

    /** An element of a list: {@code [0]}, of an environment variable {@code _0}. */
    private static final Pattern INDEX = Pattern.compile("(\\[\\d+]|_\\d+)$");

    /** Those of {@link LockProperties}, as they are written. */
    static final List<String> PROPERTIES = List.of(
            "name",
            "timeout",
            "mechanism",
            "mode",
            "group",
            "trusted-users",
            "takeover-delay",
            "max-hold",
            "lock-info",
            "label");

    private static final Set<String> UNIFORM =
            PROPERTIES.stream().map(LockKey::uniform).collect(Collectors.toUnmodifiableSet());

    /** Where the short form of a key stands, and where a property of it. */
    private final Map<String, String> shortForms = new HashMap<>();

    private final Map<String, String> longForms = new HashMap<>();

    private LockPropertyNames() {}

    /** @throws InvalidConfigurationPropertyValueException naming the first property that is lost or cannot be used */
    static void check(ConfigurableEnvironment environment) {
        LockPropertyNames names = new LockPropertyNames();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                boolean variables = source instanceof SystemEnvironmentPropertySource;
                for (String name : enumerable.getPropertyNames()) {
                    names.look(name, variables, source.getProperty(name));
                }
            }
        }
        names.shortForms.forEach((key, name) -> {
            if (names.longForms.containsKey(key)) {
                throw invalid(
                        name,
                        environment.getProperty(name),
                        "It is a semaphore's name and has properties of its own too. Write the name as " + name
                                + ".name instead.");
            }
        });
    }

    private void look(String name, boolean variable, @Nullable Object value) {
        Matcher prefix = (variable ? VARIABLE : PREFIX).matcher(name);
        if (!prefix.lookingAt()) {
            return;
        }
        String rest = name.substring(prefix.end());
        if (variable) {
            String[] parts = rest.split("_", 2);
            note(name, value, parts[0], parts.length == 1 ? "" : parts[1]);
            return;
        }
        Matcher key = KEY.matcher(rest);
        if (key.lookingAt()) {
            boolean quoted = key.group(1) != null;
            String text = quoted ? key.group(1) : key.group(2);
            checkKey(name, value, text, quoted);
            note(name, value, text, rest.substring(key.end()));
        }
    }

    private static void checkKey(String name, @Nullable Object value, String key, boolean quoted) {
        if (key.isEmpty() || UNFIT.matcher(key).find()) {
            throw invalid(
                    name,
                    value,
                    "The key \"" + key
                            + "\" cannot be the name of a bean, a tag of a meter and part of the endpoint's path."
                            + " Use letters, digits, dots, dashes and underscores.");
        }
        if (!quoted && !key.matches("[A-Za-z0-9_-]+")) {
            throw invalid(
                    name,
                    value,
                    "The binder would drop characters of the key. Write it in brackets, in YAML in quotes too: \"["
                            + key + "]\".");
        }
    }

    private void note(String name, @Nullable Object value, String key, String property) {
        String uniform = LockKey.uniform(key);
        if (property.isEmpty()) {
            shortForms.put(uniform, name);
        } else if (isKnown(INDEX.matcher(property).replaceFirst(""))) {
            longForms.put(uniform, name);
        } else {
            throw invalid(
                    name,
                    value,
                    "A lock has no property \"" + property
                            + "\"; there are " + String.join(", ", PROPERTIES) + ". If \"" + property
                            + "\" belongs to the key, write the key in brackets, in YAML in quotes too: \"[" + key + "."
                            + property.replaceFirst("[._].*", "") + "]\"; an environment variable leaves dashes out.");
        }
    }

    private static boolean isKnown(String property) {
        return UNIFORM.contains(LockKey.uniform(property)) && !property.contains("_");
    }

    private static InvalidConfigurationPropertyValueException invalid(
            String name, @Nullable Object value, String reason) {
        return new InvalidConfigurationPropertyValueException(name, value, reason);
    }
}

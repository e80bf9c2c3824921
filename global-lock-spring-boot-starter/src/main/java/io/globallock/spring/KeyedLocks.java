package io.globallock.spring;

import io.globallock.GlobalLock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * The locks of an application by key: the {@link GlobalLock} beans, of which the configured ones have settings of their own.
 * Thread-safe.
 */
public final class KeyedLocks {

    private final ListableBeanFactory beans;
    private final BiFunction<String, String, LockSettings> settings;
    private final Map<String, KeyedLock> cache = new ConcurrentHashMap<>();

    /**
     * The locks of a bean factory.
     *
     * @param settings from key and semaphore name to the settings; the defaults for locks that are not configured
     */
    public KeyedLocks(ListableBeanFactory beans, BiFunction<String, String, LockSettings> settings) {
        this.beans = beans;
        this.settings = settings;
    }

    /** All keys, those of parent contexts included; creates no bean. */
    public Collection<String> keys() {
        return List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, GlobalLock.class, false, false));
    }

    /** The locks of this context itself. */
    public List<KeyedLock> own() {
        return Stream.of(beans.getBeanNamesForType(GlobalLock.class, false, false))
                .filter(this::isThere)
                .map(this::get)
                .toList();
    }

    /** Whether a lock has this key, in whatever spelling; creates no bean. */
    public boolean isKnown(String key) {
        return spelling(key) != null;
    }

    /** As the key's bean is called; null if there is none. */
    private @Nullable String spelling(String key) {
        if (beans.containsBean(key) && beans.isTypeMatch(key, GlobalLock.class)) {
            return key;
        }
        String uniform = LockKey.uniform(key);
        return keys().stream()
                .filter(known -> LockKey.uniform(known).equals(uniform))
                .findFirst()
                .orElse(null);
    }

    /**
     * Fails unless a lock has this key; creates no bean.
     *
     * @throws UnknownLockKeyException if no lock has this key
     */
    public void require(String key) {
        spelled(key);
    }

    private String spelled(String key) {
        String spelling = spelling(key);
        if (spelling == null) {
            throw new UnknownLockKeyException(key, keys());
        }
        return spelling;
    }

    /**
     * The lock of a key.
     *
     * @throws UnknownLockKeyException if no lock has this key
     */
    public KeyedLock get(String key) {
        KeyedLock known = cache.get(key);
        return known != null ? known : look(key);
    }

    private KeyedLock look(String asked) {
        String key = spelled(asked);
        Object bean = beans.getBean(key);
        if (!(bean instanceof GlobalLock lock)) {
            throw new IllegalStateException("The bean " + key + " is no lock but " + bean
                    + ". Does a GlobalLocks of the application, perhaps a mock, give nothing for it?");
        }
        // A lock that does not know its name is a mock.
        String name = lock.name();
        KeyedLock keyed = new KeyedLock(lock, settings.apply(key, name == null ? key : name));
        cache.put(asked, keyed);
        return keyed;
    }

    /** All locks, in the order of their beans. */
    public List<KeyedLock> all() {
        return keys().stream().filter(this::isThere).map(this::get).toList();
    }

    /** All locks by key, in the same order. */
    public Map<String, GlobalLock> byKey() {
        Map<String, GlobalLock> all = new LinkedHashMap<>();
        all().forEach(keyed -> all.put(keyed.key(), keyed.lock()));
        return all;
    }

    /** Not where the application's GlobalLocks is a mock that gives nothing. */
    private boolean isThere(String key) {
        return cache.containsKey(key) || beans.getBean(key) instanceof GlobalLock;
    }

    /** The lock that has a semaphore's name, as listeners know it. */
    public Optional<KeyedLock> named(String semaphore) {
        return all().stream().filter(keyed -> keyed.name().equals(semaphore)).findFirst();
    }
}

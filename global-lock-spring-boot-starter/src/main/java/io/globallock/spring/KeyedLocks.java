package io.globallock.spring;

import io.globallock.GlobalLock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
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

    /** All keys; creates no bean. */
    public Collection<String> keys() {
        return List.of(beans.getBeanNamesForType(GlobalLock.class, false, false));
    }

    /** Whether a lock has this key; creates no bean. */
    public boolean isKnown(String key) {
        return beans.containsBean(key) && beans.isTypeMatch(key, GlobalLock.class);
    }

    /**
     * Fails unless a lock has this key; creates no bean.
     *
     * @throws UnknownLockKeyException if no lock has this key
     */
    public void require(String key) {
        if (!isKnown(key)) {
            throw new UnknownLockKeyException(key, keys());
        }
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

    private KeyedLock look(String key) {
        require(key);
        GlobalLock lock = beans.getBean(key, GlobalLock.class);
        KeyedLock keyed = new KeyedLock(lock, settings.apply(key, lock.name()));
        cache.put(key, keyed);
        return keyed;
    }

    /** All locks, in the order of their beans. */
    public List<KeyedLock> all() {
        return keys().stream().map(this::get).toList();
    }

    /** All locks by key, in the same order. */
    public Map<String, GlobalLock> byKey() {
        Map<String, GlobalLock> all = new LinkedHashMap<>();
        for (String key : keys()) {
            all.put(key, get(key).lock());
        }
        return all;
    }

    /** The lock that has a semaphore's name, as listeners know it. */
    public Optional<KeyedLock> named(String semaphore) {
        return all().stream()
                .filter(keyed -> keyed.lock().name().equals(semaphore))
                .findFirst();
    }
}

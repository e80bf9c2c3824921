package io.globallock.spring;

import java.util.Collection;
import java.util.List;

/** A key that no lock has. Nothing has been claimed. */
public final class UnknownLockKeyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String key;
    private final transient List<String> knownKeys;

    UnknownLockKeyException(String key, Collection<String> knownKeys) {
        super("No lock has the key \"" + key + "\"; known are " + knownKeys + ". Add global-lock.locks." + key
                + " to the configuration, or a GlobalLock bean of that name.");
        this.key = key;
        this.knownKeys = List.copyOf(knownKeys);
    }

    /** The key that was asked for. */
    public String key() {
        return key;
    }

    /** The keys that would have been understood. */
    public List<String> knownKeys() {
        return knownKeys;
    }
}

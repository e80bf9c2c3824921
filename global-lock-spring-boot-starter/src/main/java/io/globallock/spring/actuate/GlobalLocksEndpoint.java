package io.globallock.spring.actuate;

import io.globallock.spring.KeyedLock;
import io.globallock.spring.KeyedLocks;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * Shows the locks of the application, and frees one by force where the access is unrestricted. Reading never waits for a
 * lock.
 */
@Endpoint(id = "globallocks", defaultAccess = Access.READ_ONLY)
public final class GlobalLocksEndpoint {

    private final KeyedLocks locks;
    private final ContentionRecorder contention;

    public GlobalLocksEndpoint(KeyedLocks locks, ContentionRecorder contention) {
        this.locks = locks;
        this.contention = contention;
    }

    /** All locks by key. */
    @ReadOperation
    public GlobalLocksDescriptor globalLocks() {
        Map<String, GlobalLockDescriptor> all = new LinkedHashMap<>();
        locks.all().forEach(keyed -> all.put(keyed.key(), describe(keyed)));
        return new GlobalLocksDescriptor(all);
    }

    /** One lock; null if no lock has the key. */
    @ReadOperation
    public @Nullable GlobalLockDescriptor globalLock(@Selector String key) {
        return find(key).map(this::describe).orElse(null);
    }

    /**
     * Frees a lock, whoever holds it.
     *
     * @return null if no lock has the key
     */
    @DeleteOperation
    public @Nullable ForcedReleaseDescriptor forceRelease(@Selector String key, @Nullable String reason) {
        String why = reason == null || reason.isBlank() ? "actuator endpoint" : reason;
        return find(key)
                .map(keyed -> new ForcedReleaseDescriptor(keyed.lock().forceRelease(why)))
                .orElse(null);
    }

    private Optional<KeyedLock> find(String key) {
        return locks.isKnown(key) ? Optional.of(locks.get(key)) : Optional.empty();
    }

    private GlobalLockDescriptor describe(KeyedLock keyed) {
        return GlobalLockDescriptor.of(keyed.lock().status(), contention.contention(keyed.lock()));
    }

    /**
     * The answer to a forced release; JMX knows only maps and texts.
     *
     * @param wasHeld whether anybody held the lock
     */
    public record ForcedReleaseDescriptor(boolean wasHeld) implements OperationResponseBody {}

    /**
     * The answer for all locks.
     *
     * @param locks each lock by its key
     */
    public record GlobalLocksDescriptor(Map<String, GlobalLockDescriptor> locks) implements OperationResponseBody {}
}

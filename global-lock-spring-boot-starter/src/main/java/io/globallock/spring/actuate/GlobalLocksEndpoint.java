package io.globallock.spring.actuate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.globallock.GlobalLock;
import io.globallock.spring.KeyedLock;
import io.globallock.spring.KeyedLocks;
import io.globallock.spring.Printable;
import io.globallock.spring.actuate.GlobalLockDescriptor.HolderDescriptor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
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
     * @param reason for the log and the listeners
     * @param token the fencing token of the hold that is meant; if that has ended, nobody is freed. Null: any hold
     * @return null if no lock has the key
     * @throws InvalidEndpointRequestException if there is a token and the lock has none
     */
    @DeleteOperation
    public @Nullable ForcedReleaseDescriptor forceRelease(
            @Selector String key, @Nullable String reason, @Nullable Long token) {
        String why = reason == null || reason.isBlank() ? "actuator endpoint" : Printable.of(reason);
        return find(key).map(keyed -> forceRelease(keyed.lock(), why, token)).orElse(null);
    }

    private static ForcedReleaseDescriptor forceRelease(GlobalLock lock, String reason, @Nullable Long token) {
        HolderDescriptor holder = lock.holder().map(HolderDescriptor::of).orElse(null);
        boolean freed;
        try {
            freed = token == null ? lock.forceRelease(reason) : lock.forceRelease(reason, token);
        } catch (UnsupportedOperationException e) {
            throw new InvalidEndpointRequestException(
                    "The lock has no tokens", "Leave the token out: the lock's mechanism has none.", e);
        }
        return new ForcedReleaseDescriptor(freed, freed ? holder : null);
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
     * @param freed whether a hold was ended
     * @param holder whose hold it was, as far as it is known; null where none was ended
     */
    @JsonInclude
    public record ForcedReleaseDescriptor(boolean freed, @Nullable HolderDescriptor holder)
            implements OperationResponseBody {}

    /**
     * The answer for all locks.
     *
     * @param locks each lock by its key
     */
    public record GlobalLocksDescriptor(Map<String, GlobalLockDescriptor> locks) implements OperationResponseBody {}
}

package io.globallock.spring.autoconfigure;

import io.globallock.LockInfo;
import io.globallock.Mechanism;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Locks and their defaults.
 *
 * @param enabled whether locks, annotations, endpoint and meters exist at all; if not, annotated methods run unprotected
 * @param timeout how long claims of annotations and the template wait that say nothing else
 * @param mechanism what locks are made of; by default the platform's: owned on Linux, plain on macOS
 * @param mode permission bits of a semaphore file that has to be created: octal with a leading zero and in quotes, or rw-rw----
 * @param takeoverDelay how long the hold of a dead process is watched before it is taken over, at most 1 hour
 * @param maxHold how long a hold may last before it is reported; by default holds are not watched
 * @param lockInfo whether claims write the text that resource_lock of cjnfuncs shows
 * @param label what other processes see as the holder's name, cut to 64 bytes; by default the thread's name
 * @param order where the lock's advice stands among others; the default is outside transactions and inside method security
 * @param shutdownTimeout how long closing the application waits for claims that are still held
 * @param i2c defaults of the annotation I2cLocked
 * @param observation observations of claims
 * @param locks the locks by key; a plain text is the semaphore's name
 */
@ConfigurationProperties("global-lock")
public record GlobalLockProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1s") Duration timeout,
        @Nullable Mechanism mechanism,
        @DefaultValue("0600") String mode,
        @DefaultValue("1s") Duration takeoverDelay,
        @Nullable Duration maxHold,
        @DefaultValue("auto") LockInfo lockInfo,
        @Nullable String label,
        @DefaultValue("2147483637") int order,
        @DefaultValue("5s") Duration shutdownTimeout,
        @DefaultValue I2c i2c,
        @DefaultValue Observation observation,
        @DefaultValue Map<String, Lock> locks) {

    /** What a lock has that has nothing of its own. */
    Lock defaults() {
        return new Lock(null, timeout, mechanism, mode, takeoverDelay, maxHold, lockInfo, label);
    }

    /**
     * Defaults of the annotation I2cLocked.
     *
     * @param defaultLock the key of an annotation with neither key nor bus; by default the only lock there is
     */
    public record I2c(@Nullable String defaultLock) {}

    /**
     * Observations of claims.
     *
     * @param enabled whether claims of annotations and the template are observed where there is an ObservationRegistry
     */
    public record Observation(@DefaultValue("true") boolean enabled) {}

    /**
     * One lock. What is missing is as for all locks.
     *
     * @param name the semaphore's name without a slash, at most 251 characters; by default the key
     * @param timeout how long claims of annotations and the template wait that say nothing else
     * @param mechanism what the lock is made of
     * @param mode permission bits of a semaphore file that has to be created
     * @param takeoverDelay how long the hold of a dead process is watched before it is taken over
     * @param maxHold how long a hold may last before it is reported
     * @param lockInfo whether claims write the text that resource_lock of cjnfuncs shows
     * @param label what other processes see as the holder's name
     */
    public record Lock(
            @Nullable String name,
            @Nullable Duration timeout,
            @Nullable Mechanism mechanism,
            @Nullable String mode,
            @Nullable Duration takeoverDelay,
            @Nullable Duration maxHold,
            @Nullable LockInfo lockInfo,
            @Nullable String label) {

        /** A lock of which only the name is configured, or not even that: {@code i2c-1: I2C_lock} or {@code i2c-1:}. */
        public static Lock valueOf(String name) {
            return new Lock(name.isBlank() ? null : name, null, null, null, null, null, null, null);
        }

        /** The name of the semaphore of this lock under its key, without a slash. */
        String semaphore(String key) {
            String given = name != null ? name : key;
            return given.startsWith("/") ? given.substring(1) : given;
        }
    }
}

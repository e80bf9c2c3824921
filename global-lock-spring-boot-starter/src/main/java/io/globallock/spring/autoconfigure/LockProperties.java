package io.globallock.spring.autoconfigure;

import io.globallock.LockInfo;
import io.globallock.Mechanism;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One lock of {@code global-lock.locks}. What is missing is as for all locks. */
public final class LockProperties {

    /** The semaphore's name without a slash, at most 251 characters; by default the key. */
    private @Nullable String name;

    /** How long claims of annotations and the template wait that say nothing else. */
    private @Nullable Duration timeout;

    /** What the lock is made of. */
    private @Nullable Mechanism mechanism;

    /** Permission bits of a semaphore file that has to be created. */
    private @Nullable String mode;

    /** The group that a semaphore file gets which has to be created. */
    private @Nullable String group;

    /** Users whose semaphore files are used too. */
    private @Nullable Set<String> trustedUsers;

    /** How long the hold of a dead process is watched before it is taken over. */
    private @Nullable Duration takeoverDelay;

    /** How long a hold may last before it is reported. */
    private @Nullable Duration maxHold;

    /** Whether claims write the text that resource_lock of cjnfuncs shows. */
    private @Nullable LockInfo lockInfo;

    /** What other processes see as the holder's name. */
    private @Nullable String label;

    /** A lock of which only the name is configured, or not even that: {@code i2c-1: I2C_lock} or {@code i2c-1:}. */
    public static LockProperties valueOf(String name) {
        LockProperties lock = new LockProperties();
        lock.setName(name.isBlank() ? null : name);
        return lock;
    }

    /** The name of the semaphore of this lock under its key, without a slash. */
    String semaphore(String key) {
        String given = name != null ? name : key;
        return given.startsWith("/") ? given.substring(1) : given;
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable Duration getTimeout() {
        return timeout;
    }

    public void setTimeout(@Nullable Duration timeout) {
        this.timeout = timeout;
    }

    public @Nullable Mechanism getMechanism() {
        return mechanism;
    }

    public void setMechanism(@Nullable Mechanism mechanism) {
        this.mechanism = mechanism;
    }

    public @Nullable String getMode() {
        return mode;
    }

    public void setMode(@Nullable String mode) {
        this.mode = mode;
    }

    public @Nullable String getGroup() {
        return group;
    }

    public void setGroup(@Nullable String group) {
        this.group = group;
    }

    public @Nullable Set<String> getTrustedUsers() {
        return trustedUsers;
    }

    public void setTrustedUsers(@Nullable Set<String> trustedUsers) {
        this.trustedUsers = trustedUsers;
    }

    public @Nullable Duration getTakeoverDelay() {
        return takeoverDelay;
    }

    public void setTakeoverDelay(@Nullable Duration takeoverDelay) {
        this.takeoverDelay = takeoverDelay;
    }

    public @Nullable Duration getMaxHold() {
        return maxHold;
    }

    public void setMaxHold(@Nullable Duration maxHold) {
        this.maxHold = maxHold;
    }

    public @Nullable LockInfo getLockInfo() {
        return lockInfo;
    }

    public void setLockInfo(@Nullable LockInfo lockInfo) {
        this.lockInfo = lockInfo;
    }

    public @Nullable String getLabel() {
        return label;
    }

    public void setLabel(@Nullable String label) {
        this.label = label;
    }
}

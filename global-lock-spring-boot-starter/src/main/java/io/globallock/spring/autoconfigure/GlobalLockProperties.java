package io.globallock.spring.autoconfigure;

import io.globallock.LockInfo;
import io.globallock.Mechanism;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Locks and their defaults. Written by Boot at start-up, then only read. It has setters as Boot's own properties do: a record with
 * default values took 38 ms of a start to bind, and this takes 6.
 */
@ConfigurationProperties("global-lock")
public final class GlobalLockProperties {

    /** Whether locks, annotations, endpoint and meters exist at all; if not, annotated methods run unprotected. */
    private boolean enabled = true;

    /** How long claims of annotations and the template wait that say nothing else. */
    private Duration timeout = Duration.ofSeconds(1);

    /** What locks are made of; by default the platform's: owned on Linux, plain on macOS. */
    private @Nullable Mechanism mechanism;

    /** Permission bits of a semaphore file that has to be created: octal with a leading zero and in quotes, or rw-rw----. */
    private String mode = "0600";

    /** Name or number of the group that a semaphore file gets which has to be created; needs a mode such as 0660. */
    private @Nullable String group;

    /** Names or numbers of users whose semaphore files are used too, beside those of root and of the application's own user. */
    private Set<String> trustedUsers = Set.of();

    /** How long the hold of a dead process is watched before it is taken over, at most 1 hour. */
    private Duration takeoverDelay = Duration.ofSeconds(1);

    /** How long a hold may last before it is reported; by default holds are not watched. */
    private @Nullable Duration maxHold;

    /** Whether claims write the text that resource_lock of cjnfuncs shows. */
    private LockInfo lockInfo = LockInfo.NEVER;

    /** What other processes see as the holder's name, cut to 64 bytes; by default the thread's name. */
    private @Nullable String label;

    /** Where the lock's advice stands among others; the default is outside transactions and inside method security. */
    private int order = 2147483637;

    /** How long closing the application waits for claims that are still held. */
    private Duration shutdownTimeout = Duration.ofSeconds(5);

    private final I2c i2c = new I2c();

    private final Observation observation = new Observation();

    private final Transaction transaction = new Transaction();

    private final Health health = new Health();

    private final Web web = new Web();

    /** The locks by key; a plain text is the semaphore's name. */
    private Map<String, LockProperties> locks = new LinkedHashMap<>();

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public Duration getTimeout() {
        return timeout;
    }

    public void setTimeout(Duration timeout) {
        this.timeout = timeout;
    }

    public @Nullable Mechanism getMechanism() {
        return mechanism;
    }

    public void setMechanism(@Nullable Mechanism mechanism) {
        this.mechanism = mechanism;
    }

    public String getMode() {
        return mode;
    }

    public void setMode(String mode) {
        this.mode = mode;
    }

    public @Nullable String getGroup() {
        return group;
    }

    public void setGroup(@Nullable String group) {
        this.group = group;
    }

    public Set<String> getTrustedUsers() {
        return trustedUsers;
    }

    public void setTrustedUsers(Set<String> trustedUsers) {
        this.trustedUsers = trustedUsers;
    }

    public Duration getTakeoverDelay() {
        return takeoverDelay;
    }

    public void setTakeoverDelay(Duration takeoverDelay) {
        this.takeoverDelay = takeoverDelay;
    }

    public @Nullable Duration getMaxHold() {
        return maxHold;
    }

    public void setMaxHold(@Nullable Duration maxHold) {
        this.maxHold = maxHold;
    }

    public LockInfo getLockInfo() {
        return lockInfo;
    }

    public void setLockInfo(LockInfo lockInfo) {
        this.lockInfo = lockInfo;
    }

    public @Nullable String getLabel() {
        return label;
    }

    public void setLabel(@Nullable String label) {
        this.label = label;
    }

    public int getOrder() {
        return order;
    }

    public void setOrder(int order) {
        this.order = order;
    }

    public Duration getShutdownTimeout() {
        return shutdownTimeout;
    }

    public void setShutdownTimeout(Duration shutdownTimeout) {
        this.shutdownTimeout = shutdownTimeout;
    }

    public I2c getI2c() {
        return i2c;
    }

    public Observation getObservation() {
        return observation;
    }

    public Transaction getTransaction() {
        return transaction;
    }

    public Health getHealth() {
        return health;
    }

    public Web getWeb() {
        return web;
    }

    public Map<String, LockProperties> getLocks() {
        return locks;
    }

    public void setLocks(Map<String, LockProperties> locks) {
        this.locks = locks;
    }

    /** What a lock has that has nothing of its own. */
    LockProperties defaults() {
        LockProperties defaults = new LockProperties();
        defaults.setTimeout(timeout);
        defaults.setMechanism(mechanism);
        defaults.setMode(mode);
        defaults.setGroup(group);
        defaults.setTrustedUsers(trustedUsers);
        defaults.setTakeoverDelay(takeoverDelay);
        defaults.setMaxHold(maxHold);
        defaults.setLockInfo(lockInfo);
        defaults.setLabel(label);
        return defaults;
    }

    /** Defaults of the annotation I2cLocked. */
    public static final class I2c {

        /** The key of an annotation with neither key nor bus; by default the only lock there is. */
        private @Nullable String defaultLock;

        public @Nullable String getDefaultLock() {
            return defaultLock;
        }

        public void setDefaultLock(@Nullable String defaultLock) {
            this.defaultLock = defaultLock;
        }
    }

    /** Observations of claims. */
    public static final class Observation {

        /** Whether claims of annotations and the template are observed where there is an ObservationRegistry. */
        private boolean enabled = true;

        public boolean isEnabled() {
            return enabled;
        }

        public void setEnabled(boolean enabled) {
            this.enabled = enabled;
        }
    }

    /** Locks inside transactions. */
    public static final class Transaction {

        /** Whether a claim inside an open transaction, whose lock is free before the commit, is reported, once for each method. */
        private boolean warn = true;

        public boolean isWarn() {
            return warn;
        }

        public void setWarn(boolean warn) {
            this.warn = warn;
        }
    }

    /** The health contributor. */
    public static final class Health {

        /** Whether a hold that lasts longer than max-hold is DOWN, and not only a detail. */
        private boolean downWhenHeldTooLong;

        public boolean isDownWhenHeldTooLong() {
            return downWhenHeldTooLong;
        }

        public void setDownWhenHeldTooLong(boolean downWhenHeldTooLong) {
            this.downWhenHeldTooLong = downWhenHeldTooLong;
        }
    }

    /** Requests to a web application. */
    public static final class Web {

        /** Whether a request whose claim was not free in time is answered with 503 and Retry-After. */
        private boolean handleTimeouts = true;

        public boolean isHandleTimeouts() {
            return handleTimeouts;
        }

        public void setHandleTimeouts(boolean handleTimeouts) {
            this.handleTimeouts = handleTimeouts;
        }
    }
}

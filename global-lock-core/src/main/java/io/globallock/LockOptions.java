package io.globallock;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a lock is opened. Immutable; start from {@link #defaults()} and change what differs.
 *
 * @param mechanism empty: {@link Mechanism#OWNED} on Linux, {@link Mechanism#PLAIN} on macOS
 * @param mode permission bits of a file that has to be created, 0 to 0777; the umask does not cut them; default 0600
 * @param takeoverDelay how long a dead hold is watched before it is taken over, 0 to 1 hour; default 1 s
 * @param lockInfo whether claims write {@code resource_lock}'s text; default {@link LockInfo#AUTO}
 * @param label what other processes see as the holder's name, cut to 64 bytes of UTF-8; empty: the claiming thread's name
 */
public record LockOptions(
        Optional<Mechanism> mechanism, int mode, Duration takeoverDelay, LockInfo lockInfo, Optional<String> label) {

    private static final Duration LONGEST_DELAY = Duration.ofHours(1);
    private static final LockOptions DEFAULTS =
            new LockOptions(Optional.empty(), 0600, Duration.ofSeconds(1), LockInfo.AUTO, Optional.empty());

    public LockOptions {
        Objects.requireNonNull(mechanism, "mechanism");
        Objects.requireNonNull(lockInfo, "lockInfo");
        Objects.requireNonNull(label, "label");
        if (mode < 0 || mode > 0777) {
            throw new IllegalArgumentException("mode 0" + Integer.toOctalString(mode) + " is outside 0 to 0777");
        }
        if (takeoverDelay.isNegative() || takeoverDelay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("takeoverDelay " + takeoverDelay + " is outside PT0S to PT1H");
        }
    }

    /** Owned where possible, mode 0600, takeover after one second. */
    public static LockOptions defaults() {
        return DEFAULTS;
    }

    /** These options with another mechanism. */
    public LockOptions withMechanism(Mechanism mechanism) {
        return new LockOptions(Optional.of(mechanism), mode, takeoverDelay, lockInfo, label);
    }

    /** These options with other permission bits for a new file. */
    public LockOptions withMode(int mode) {
        return new LockOptions(mechanism, mode, takeoverDelay, lockInfo, label);
    }

    /** These options with another takeover delay; zero takes over at once. */
    public LockOptions withTakeoverDelay(Duration takeoverDelay) {
        return new LockOptions(mechanism, mode, takeoverDelay, lockInfo, label);
    }

    /** These options with another rule for {@code resource_lock}'s text. */
    public LockOptions withLockInfo(LockInfo lockInfo) {
        return new LockOptions(mechanism, mode, takeoverDelay, lockInfo, label);
    }

    /** These options with a label that other processes see. */
    public LockOptions withLabel(String label) {
        return new LockOptions(mechanism, mode, takeoverDelay, lockInfo, Optional.of(label));
    }
}

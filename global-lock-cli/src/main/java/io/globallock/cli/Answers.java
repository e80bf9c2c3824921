package io.globallock.cli;

import io.globallock.LockStatus;
import java.time.Duration;

/**
 * The lines of get, unget, state and trace: ours, which go on with who holds the lock, or global_lock.py's V0.1 word for word, for
 * scripts that compare them whole.
 *
 * @param compat whether global_lock.py's
 */
record Answers(boolean compat) {

    static Answers of(Arguments arguments) {
        return new Answers(arguments.has(Option.COMPAT));
    }

    /**
     * @param hold how long it will be held; zero: until an unget
     * @param asked that time as it was asked for
     */
    String successful(String lock, Duration hold, String asked) {
        String done = name(lock) + " lock request successful (0)";
        if (hold.isZero()) {
            return done;
        }
        return compat
                ? done + "\nRelease lock after <" + Numbers.parse(asked) + "> sec delay"
                : done + ", released in " + Durations.text(hold);
    }

    String timedOut(LockStatus status) {
        return compat
                ? name(status.name()) + " lock request timed out  (" + StatusText.value(status) + ")"
                : StatusText.timedOut(status).toString();
    }

    /** @param before what was seen before it was released */
    String released(String lock, LockStatus before) {
        StringBuilder text = new StringBuilder(released(lock));
        if (!compat) {
            StatusText.appendHolder(text, ", was ", before);
        }
        return text.toString();
    }

    String released(String lock) {
        return name(lock) + " lock released (1)";
    }

    String extraneous(String lock) {
        return name(lock) + " Extraneous unget, ignored (1)";
    }

    String state(LockStatus status) {
        return compat
                ? name(status.name()) + " is currently " + (status.locked() ? "locked" : "unlocked") + " ("
                        + StatusText.value(status) + ")"
                : StatusText.line(status).toString();
    }

    private String name(String lock) {
        return (compat ? "</" : "<") + lock + ">";
    }
}

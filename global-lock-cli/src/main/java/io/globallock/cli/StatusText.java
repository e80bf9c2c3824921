package io.globallock.cli;

import io.globallock.Holder;
import io.globallock.LockState;
import io.globallock.LockStatus;
import io.globallock.LockUser;
import java.time.Duration;
import java.util.Optional;

/**
 * A lock's status as a line. It begins as global_lock.py's lines do, so that scripts which look for "is currently locked" or
 * "unlocked" go on working.
 */
final class StatusText {

    private static final int MOST_USERS = 5;

    private StatusText() {}

    /** Such as {@code <I2C_lock> is currently locked (0), owned by pid 4711 "collector" for 3.2 s, 2 waiting}. */
    static StringBuilder line(LockStatus status) {
        StringBuilder text = new StringBuilder("<").append(status.name()).append("> is currently ");
        text.append(status.locked() ? "locked (" : "unlocked (")
                .append(value(status))
                .append(')');
        appendHolder(text, ", ", status);
        if (status.state() == LockState.OVERPOSTED) {
            text.append(", posted by somebody who did not hold it");
        }
        if (status.waiters() > 0) {
            text.append(", ").append(status.waiters()).append(" waiting");
        }
        return text;
    }

    /** What a get says that was not in time. */
    static StringBuilder timedOut(LockStatus status) {
        StringBuilder text = new StringBuilder("<").append(status.name()).append("> lock request timed out (");
        text.append(value(status)).append(')');
        appendHolder(text, ", ", status);
        return text;
    }

    /** Who holds it and for how long, if anybody does. */
    static void appendHolder(StringBuilder text, String before, LockStatus status) {
        switch (status.state()) {
            case FREE, OVERPOSTED -> {}
            case OWNED ->
                status.holder().ifPresent(holder -> {
                    append(text.append(before).append("owned by "), holder);
                    if (holder.alive().isEmpty()) {
                        text.append(", alive or dead: /proc/locks cannot be read");
                    }
                });
            case DEAD_OWNER -> {
                text.append(before).append("left behind by a dead owner");
                status.holder().ifPresent(holder -> append(text.append(", "), holder));
                if (!status.locked()) {
                    text.append(", unlocked for it by another program");
                }
            }
            case FOREIGN -> foreign(text.append(before).append(leftOrForeign(status)), status);
            case RETIRED -> text.append(before).append("retired: its file was unlinked");
            case CORRUPT -> text.append(before).append("corrupt: its word names an owner that cannot exist");
        }
    }

    private static void append(StringBuilder text, Holder holder) {
        if (holder.pid().isPresent()) {
            text.append("pid ").append(holder.pid().getAsLong());
        } else {
            text.append("an unknown process");
        }
        if (holder.samePidNamespace().isPresent() && !holder.samePidNamespace().get()) {
            text.append(" of another pid namespace");
        }
        if (holder.label().isPresent()) {
            text.append(" \"").append(holder.label().get()).append('"');
        }
        if (holder.held().isPresent()) {
            text.append(" for ").append(Durations.text(holder.held().get()));
        }
    }

    /** After a get without -a; that another program has unlocked and taken it since cannot be seen. */
    private static String leftOrForeign(LockStatus status) {
        Optional<Holder> left = status.holder().filter(holder -> holder.label().isPresent());
        return left.isEmpty()
                ? "held by a program that leaves no name"
                : "left locked on purpose as \"" + left.get().label().orElse("") + "\""
                        + left.get()
                                .held()
                                .map(held -> " for " + Durations.text(held))
                                .orElse("");
    }

    private static void foreign(StringBuilder text, LockStatus status) {
        int count = 0;
        for (LockUser user : status.users()) {
            if (count == MOST_USERS) {
                text.append(", ...");
                break;
            }
            text.append(count++ == 0 ? ", open in pid " : ", ").append(user.pid());
        }
        if (count == 0) {
            text.append(", open in no process").append(status.unseen().isPresent() ? " that can be seen" : "");
        }
        status.unseen().ifPresent(limits -> text.append(" (").append(limits).append(')'));
    }

    /** The value as other programs see it. */
    static String value(LockStatus status) {
        return status.value().isPresent() ? Long.toString(status.value().getAsLong()) : "?";
    }

    /** The state as JSON and tables have it: small letters, hyphens. */
    static String state(LockState state) {
        return switch (state) {
            case FREE -> "free";
            case OWNED -> "owned";
            case DEAD_OWNER -> "dead-owner";
            case FOREIGN -> "foreign";
            case OVERPOSTED -> "overposted";
            case RETIRED -> "retired";
            case CORRUPT -> "corrupt";
        };
    }

    /** For how long it is held; empty if that is not known. */
    static String held(LockStatus status) {
        return heldFor(status).map(Durations::text).orElse("");
    }

    /** An inspector sees a foreign hold for the first time, and does not know since when it lasts. */
    static Optional<Duration> heldFor(LockStatus status) {
        return status.state() == LockState.FOREIGN
                        && status.holder().flatMap(Holder::label).isEmpty()
                ? Optional.empty()
                : status.holder().flatMap(Holder::held);
    }
}

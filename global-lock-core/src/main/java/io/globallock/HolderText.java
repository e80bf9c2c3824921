package io.globallock;

import java.time.Duration;
import java.util.StringJoiner;

/** Words for a holder in messages. */
final class HolderText {

    private HolderText() {}

    /** Such as {@code pid 4711, label "collector", for 3.2 s}. */
    static String describe(Holder holder) {
        StringJoiner text = new StringJoiner(", ");
        holder.pid().ifPresent(pid -> text.add("pid " + pid));
        if (holder.samePidNamespace().isPresent() && !holder.samePidNamespace().get()) {
            text.add("in another pid namespace");
        }
        holder.thread().ifPresent(thread -> text.add("thread " + thread));
        holder.label().ifPresent(label -> text.add("label \"" + label + "\""));
        if (holder.pid().isEmpty()) {
            holder.slot()
                    .ifPresentOrElse(slot -> text.add("slot " + slot + ", details unknown"), () -> text.add("unknown"));
        }
        holder.held().ifPresent(held -> text.add("for " + seconds(held)));
        if (holder.alive().isPresent() && !holder.alive().get()) {
            text.add("dead");
        }
        return text.toString();
    }

    /** Such as {@code value=0 holder="pid 4711"}, for the log. */
    static String state(LockStatus status) {
        return "value=" + (status.value().isPresent() ? status.value().getAsLong() : "?") + " holder=\""
                + status.holder().map(HolderText::describe).orElse("none") + "\"";
    }

    /** Such as {@code 3.250 s}. */
    static String seconds(Duration duration) {
        return "%.3f s".formatted(duration.toMillis() / 1e3);
    }

    /** What a claim that timed out tells its caller: who, since when, what to do. */
    static String timeout(LockStatus status, Duration timeout) {
        String waited = "Lock " + status.name() + " was not free within " + seconds(timeout) + ": ";
        String who =
                switch (status.state()) {
                    case OWNED ->
                        "held by "
                                + status.holder().map(HolderText::describe).orElse("an unknown process")
                                + (isThisJvm(status)
                                        ? ", which is this process. Wait longer, or end that hold;"
                                        : ". Wait longer, or mend that process;")
                                + " forceRelease() frees the lock, at the risk of two holders.";
                    case DEAD_OWNER ->
                        "its holder died ("
                                + status.holder().map(HolderText::describe).orElse("details unknown")
                                + "). A claim that waits for the takeover delay takes it over.";
                    case FOREIGN ->
                        leftOrForeign(status)
                                + status.holder()
                                        .flatMap(Holder::held)
                                        .map(held -> ", seen for " + seconds(held))
                                        .orElse("")
                                + (status.users().isEmpty() ? "" : "; it is open in " + users(status))
                                + status.unseen().map(limits -> "; " + limits).orElse("")
                                + ". If that program crashed, forceRelease() or an unget frees the lock.";
                    case CORRUPT -> "its word names an owner that cannot exist. forceRelease() repairs it.";
                    case RETIRED -> "its file was unlinked. Close the lock and get it again.";
                    case FREE, OVERPOSTED -> "it was passed between others all the time.";
                };
        return waited + who;
    }

    /** Only of its own claims a JVM knows the depth. */
    private static boolean isThisJvm(LockStatus status) {
        return status.depth() > 0;
    }

    /** Between a hold that was left locked and one of a program that took it since nobody can tell. */
    private static String leftOrForeign(LockStatus status) {
        return status.holder()
                .flatMap(Holder::label)
                .map(label -> "left locked on purpose as \"" + label + "\", or held by a program that leaves no name")
                .orElse("held by a program that leaves no name");
    }

    private static String users(LockStatus status) {
        StringJoiner text = new StringJoiner(", ");
        status.users().stream().limit(5).forEach(user -> text.add("pid " + user.pid()));
        return status.users().size() > 5 ? text + ", ..." : text.toString();
    }
}

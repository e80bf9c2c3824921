package io.globallock.spring;

import io.globallock.Holder;
import java.time.Duration;
import java.util.StringJoiner;

/** A holder in the words of all messages of the starter. */
public final class HolderWords {

    private static final long OWN_PID = ProcessHandle.current().pid();

    private HolderWords() {}

    /** Such as {@code this process, thread main, for 0.250 s} or {@code pid 4711, label "collector", for 3.200 s}. */
    public static String describe(Holder holder) {
        StringJoiner text = new StringJoiner(", ");
        text.add(process(holder));
        holder.thread().ifPresent(thread -> text.add("thread " + Printable.of(thread)));
        holder.label().ifPresent(label -> text.add("label \"" + Printable.of(label) + "\""));
        holder.held().map(Duration::toMillis).ifPresent(millis -> text.add("for %.3f s".formatted(millis / 1e3)));
        return text.toString();
    }

    private static String process(Holder holder) {
        if (holder.pid().isEmpty()) {
            return "a program that leaves no name";
        }
        boolean elsewhere = holder.samePidNamespace().isPresent()
                && !holder.samePidNamespace().get();
        long pid = holder.pid().getAsLong();
        if (elsewhere) {
            return "pid " + pid + " of another pid namespace";
        }
        return pid == OWN_PID ? "this process" : "pid " + pid;
    }
}

package io.globallock.benchmarks.rival;

import com.sun.management.ThreadMXBean;
import io.globallock.Claim;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What {@link RivalMain} can be told to do. */
final class Commands {

    private final PairLoop loop;
    private final Pair pair;
    private @Nullable Claim held;

    Commands(Pair pair) {
        this.pair = pair;
        this.loop = new PairLoop(pair);
    }

    String obey(String... words) {
        return switch (words[0]) {
            case "pairs" -> pairs(number(words[1]));
            case "contend" -> contender().contend(number(words[1]), number(words[2]));
            case "handover" -> contender().takeTurns(number(words[1]), number(words[2]));
            case "hold" -> hold();
            case "free" -> free();
            case "wait" -> await(Duration.ofNanos(number(words[1])));
            case "bytes" -> bytes((int) number(words[1]));
            case "marked" -> marked(number(words[1]));
            default -> throw new IllegalArgumentException("unknown command " + words[0]);
        };
    }

    private static long number(String word) {
        return Long.parseLong(word);
    }

    private String pairs(long nanos) {
        long start = System.nanoTime();
        long count = loop.runFor(nanos);
        return count + " " + (System.nanoTime() - start);
    }

    private String marked(long nanos) {
        Mark.BEGIN.call();
        long count = loop.runFor(nanos);
        Mark.END.call();
        return Long.toString(count);
    }

    private String bytes(int count) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long me = Thread.currentThread().getId();
        threads.getThreadAllocatedBytes(me); // the first call may allocate itself
        long before = threads.getThreadAllocatedBytes(me);
        loop.run(count);
        return Long.toString(threads.getThreadAllocatedBytes(me) - before);
    }

    private String hold() {
        held = globalLock().lock().claim();
        return "ok";
    }

    private String free() {
        if (held != null) {
            held.release();
        }
        return "ok";
    }

    private String await(Duration time) {
        return globalLock().lock().tryClaim(time).map(claim -> "claimed").orElse("ok");
    }

    private Contender contender() {
        return new Contender(globalLock().lock());
    }

    private GlobalLockPair globalLock() {
        return (GlobalLockPair) pair;
    }
}

package io.globallock.kill;

import io.globallock.peer.Peer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A JVM that contends until it dies, at a step of the protocol or (step null) whenever somebody kills it. */
final class Victim {

    private static final long LATE_NANOS = Duration.ofSeconds(10).toNanos();

    private static final int KILLED = 128 + 9;

    private final Peer peer;
    private final @Nullable String step;
    private final long start = System.nanoTime();

    Victim(Spares.Jvm jvm, @Nullable String step) {
        this.peer = jvm.peer();
        this.step = step;
    }

    void start(String storm) {
        if (step != null) {
            peer.ask(DieAtStep.command(step, DeathPlan.times(step)));
        }
        peer.send(storm);
    }

    /** False when it has reached its step. */
    boolean isAlive() {
        if (peer.hasAnswer()) {
            throw new IllegalStateException(peer + " ended its contention: " + peer.answer());
        }
        if (!peer.hasEnded()) {
            return true;
        }
        if (step == null || peer.awaitEnd() != KILLED) {
            throw new IllegalStateException(peer + " died of itself\n" + peer.complaints());
        }
        return false;
    }

    /** Whether it has waited for its step in vain. */
    boolean isLate() {
        return step != null && System.nanoTime() - start > LATE_NANOS;
    }

    /** A command without an answer, if it lives. */
    void disturb(String command) {
        peer.offer(command);
    }

    void kill() {
        peer.kill();
    }

    /** After the contention was stopped: whether it ended alive. If so it will not die at a step any more. */
    boolean survives() {
        try {
            peer.answer();
            peer.ask(DieAtStep.live());
            return true;
        } catch (IllegalStateException e) {
            if (step == null || peer.awaitEnd() != KILLED) { // dead at its step, or just dying
                throw e;
            }
            return false;
        }
    }

    @Nullable
    String step() {
        return step;
    }

    long pid() {
        return peer.pid();
    }

    Peer peer() {
        return peer;
    }
}

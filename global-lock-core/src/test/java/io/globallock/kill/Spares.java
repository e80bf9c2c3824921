package io.globallock.kill;

import io.globallock.Mechanism;
import io.globallock.peer.Canary;
import io.globallock.peer.ChildJvm;
import io.globallock.peer.LockPeer;
import io.globallock.peer.Peer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * JVMs that have loaded all code but not opened the lock yet, so that a killed one is replaced at once. Closing kills all
 * that were handed out too.
 */
final class Spares implements AutoCloseable {

    /** Numbers of the JVMs at the canary; those below are for others. A number comes round after a hundred kills. */
    static final int FIRST_PARTICIPANT = 10;

    private static final int NUMBERS = 100;

    private final String lock;
    private final Duration takeoverDelay;
    private final Canary canary;
    private final ChildJvm jvm;
    private final int stock;
    private final Deque<Jvm> starting = new ArrayDeque<>();
    private final Deque<Jvm> ready = new ArrayDeque<>();
    private final Deque<Jvm> used = new ArrayDeque<>();
    private int started;

    /** A JVM and its number at the canary. */
    record Jvm(Peer peer, int participant) {}

    Spares(String lock, Duration takeoverDelay, Canary canary, int stock, String... options) {
        this.lock = lock;
        this.takeoverDelay = takeoverDelay;
        this.canary = canary;
        this.jvm = ChildJvm.of(LockPeer.class).with(options);
        this.stock = stock;
        refill();
    }

    private void refill() {
        while (starting.size() + ready.size() < stock) {
            int participant = FIRST_PARTICIPANT + started++ % NUMBERS;
            Peer peer = jvm.start(lock, Mechanism.OWNED, takeoverDelay.toMillis(), canary.path(), participant);
            peer.send("warm " + warmUpLock(lock));
            starting.add(new Jvm(peer, participant));
        }
    }

    /** What the JVMs open to load their code; to be removed afterwards. */
    static String warmUpLock(String lock) {
        return lock + "-warm";
    }

    /** The next one, ready for commands. */
    Jvm take() {
        if (ready.isEmpty()) {
            awaitOne();
        }
        Jvm next = ready.remove();
        used.removeIf(jvm -> !jvm.peer().isAlive());
        used.add(next);
        refill();
        return next;
    }

    private void awaitOne() {
        Jvm next = starting.element();
        next.peer().awaitReady();
        next.peer().answer();
        ready.add(starting.remove());
    }

    /** Waits until no JVM is starting any more, so that starts disturb no measurement. */
    void settle() {
        while (!starting.isEmpty()) {
            awaitOne();
        }
    }

    @Override
    public void close() {
        used.forEach(jvm -> jvm.peer().close());
        starting.forEach(jvm -> jvm.peer().close());
        ready.forEach(jvm -> jvm.peer().close());
    }
}

package io.globallock.kill;

import io.globallock.peer.Canary;
import io.globallock.peer.ForeignPeer;
import io.globallock.peer.Peer;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Kills one holder after the other and measures how soon somebody else is inside. */
final class Takeover implements AutoCloseable {

    private static final int FOREIGN = 0;

    private final Canary canary = Canary.create();
    private final Spares spares;
    private final String lock;

    Takeover(String lock, Duration takeoverDelay) {
        this.lock = lock;
        this.spares = new Spares(lock, takeoverDelay, canary, 2);
    }

    /** A JVM waits already. */
    Latencies byAttachedWaiter(int rounds) {
        Spares.Jvm waiter = spares.take();
        return measure(rounds, () -> waiter.peer().send("enter -1"), waiter);
    }

    /** A foreign program waits, and a JVM has the lock open but does not use it. */
    Latencies byForeignWaiter(int rounds) {
        spares.take().peer().ask("open");
        Peer foreign = ForeignPeer.C.start(lock, canary, FOREIGN).awaitReady();
        try {
            return measure(rounds, () -> foreign.send("enter -1"), new Spares.Jvm(foreign, FOREIGN));
        } finally {
            foreign.close();
        }
    }

    private Latencies measure(int rounds, Runnable startWaiting, Spares.Jvm waiter) {
        Latencies latencies = new Latencies();
        for (int i = 0; i < rounds; i++) {
            Spares.Jvm holder = holder();
            spares.settle();
            startWaiting.run();
            // The waiter looks every 20 ms: meet it at any moment of that.
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(30_000_000, 60_000_000));
            long killed = System.nanoTime();
            holder.peer().kill();
            waiter.peer().answer();
            latencies.add(canary.enteredAt(waiter.participant()) - killed);
            waiter.peer().ask("leave");
        }
        return latencies;
    }

    /** Nobody has the lock open; a JVM comes right after the death. */
    Latencies byFirstOpener(int rounds) {
        Latencies latencies = new Latencies();
        for (int i = 0; i < rounds; i++) {
            Spares.Jvm holder = holder();
            Spares.Jvm opener = spares.take();
            spares.settle();
            long killed = System.nanoTime();
            holder.peer().kill();
            holder.peer().awaitEnd();
            opener.peer().ask("enter -1");
            latencies.add(canary.enteredAt(opener.participant()) - killed);
            opener.peer().ask("leave");
            opener.peer().close();
        }
        return latencies;
    }

    private Spares.Jvm holder() {
        Spares.Jvm holder = spares.take();
        holder.peer().ask("enter -1");
        return holder;
    }

    @Override
    public void close() {
        spares.close();
        canary.close();
    }
}

package io.globallock.kill;

import io.globallock.peer.Canary;
import io.globallock.peer.ForeignPeer;
import io.globallock.peer.Peer;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * A holder dies, its supervisor ungets the lock at once, a foreign program that waited goes in for 300 ms, and a JVM waits
 * too: for it the lock looks like a dead hold, although somebody is inside.
 */
final class Supervisor implements AutoCloseable {

    private final Canary canary = Canary.create();
    private final Spares spares;
    private final Spares.Jvm waiter;
    private final Peer job;
    private final Peer unget;

    Supervisor(String lock, Duration takeoverDelay) {
        spares = new Spares(lock, takeoverDelay, canary, 2);
        waiter = spares.take();
        job = ForeignPeer.C.start(lock, canary, 0).awaitReady();
        unget = ForeignPeer.C.start(lock, canary, 1).awaitReady();
    }

    /** How often two were inside after so many deaths, or fewer if it happens before. */
    long violationsWithin(int deaths) {
        for (int i = 0; i < deaths && canary.violations() == 0; i++) {
            die();
        }
        return canary.violations();
    }

    private void die() {
        Peer holder = spares.take().peer();
        holder.ask("enter -1");
        // The job queues first, so the unget wakes it and not the JVM.
        job.send("job 100");
        Awaitility.await().during(Duration.ofMillis(40)).until(() -> !job.hasAnswer());
        waiter.peer().send("enter -1");
        Awaitility.await().during(Duration.ofMillis(40)).until(() -> !waiter.peer()
                .hasAnswer());
        holder.kill();
        holder.awaitEnd();
        unget.ask("post");
        waiter.peer().answer();
        waiter.peer().ask("leave");
        job.answer();
    }

    @Override
    public void close() {
        job.close();
        unget.close();
        spares.close();
        canary.close();
    }
}

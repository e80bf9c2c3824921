package io.globallock.peer;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Goes in and out of a lock, with every kind of claim, until the time is up or the canary is stopped.
 *
 * @param holdMicros how long to stay inside, a random time up to that, busy if it is short, else asleep
 * @param gapMicros how long to stay outside, a random time up to that, asleep
 * @param locked false goes in without the lock, to show that the canary sees it
 */
record Contention(Duration time, int holdMicros, int gapMicros, boolean locked) {

    private static final int BUSY_MICROS = 100;

    /** How often it was inside. */
    long run(GlobalLock lock, Canary canary, int participant) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long end = System.nanoTime() + time.toNanos();
        long count = 0;
        while (System.nanoTime() < end && !canary.isStopped()) {
            Optional<Claim> claim = locked ? claim(lock, random.nextInt(3)) : Optional.empty();
            if (claim.isPresent() || !locked) {
                canary.signIn(participant);
                work(random.nextInt(holdMicros + 1));
                canary.signOut(participant);
                count++;
            }
            if (claim.isPresent() && !claim.get().release()) {
                canary.lost(participant);
            }
            pause(random.nextInt(gapMicros + 1));
        }
        return count;
    }

    private static Optional<Claim> claim(GlobalLock lock, int kind) {
        return switch (kind) {
            case 0 -> lock.tryClaim();
            case 1 -> lock.tryClaim(Duration.ofMillis(3));
            default -> Optional.of(lock.claim());
        };
    }

    private static void work(long micros) {
        long end = System.nanoTime() + micros * 1000;
        if (micros > BUSY_MICROS) {
            pause(micros);
        }
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static void pause(long micros) {
        try {
            TimeUnit.MICROSECONDS.sleep(micros);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }
}

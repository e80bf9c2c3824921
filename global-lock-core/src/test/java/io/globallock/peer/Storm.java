package io.globallock.peer;

import io.globallock.Claim;
import io.globallock.ClaimInterruptedException;
import io.globallock.GlobalLock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Goes in and out of a lock as {@link Contention} does, while commands interrupt it, cancel the claims that it has virtual threads make,
 * and make it close the lock and open it again. What they did is counted at the canary.
 */
final class Storm {

    private static final Duration SHORT = Duration.ofMillis(3);

    private final Canary canary;
    private final int participant;
    private final Supplier<GlobalLock> open;
    private final Runnable close;
    private volatile @Nullable Thread contender;
    private volatile @Nullable VirtualCall<Optional<Claim>> virtual;
    private volatile boolean reopen;

    Storm(Canary canary, int participant, Supplier<GlobalLock> open, Runnable close) {
        this.canary = canary;
        this.participant = participant;
        this.open = open;
        this.close = close;
    }

    /** From another thread, at any time; false: no such command. */
    boolean obey(String command) {
        Thread thread = contender;
        VirtualCall<?> call = virtual;
        switch (command) {
            case "!interrupt" -> {
                if (thread != null) {
                    thread.interrupt();
                }
            }
            case "!cancel" -> {
                if (call != null) {
                    call.interrupt();
                }
            }
            case "!reopen" -> reopen = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    /** How often it was inside. */
    long run(Duration time, int holdMicros, int gapMicros) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long end = System.nanoTime() + time.toNanos();
        long count = 0;
        contender = Thread.currentThread();
        while (System.nanoTime() < end && !canary.isStopped()) {
            if (reopen) {
                reopen = false;
                close.run();
                canary.saw(Canary.Event.REOPENED);
            }
            Optional<Claim> claim = claim(open.get(), random.nextInt(5));
            if (claim.isPresent()) {
                canary.signIn(participant);
                pause(random.nextInt(holdMicros + 1));
                canary.signOut(participant);
                count++;
                if (!claim.get().release()) {
                    canary.lost(participant);
                }
            }
            pause(random.nextInt(gapMicros + 1));
        }
        contender = null;
        Thread.interrupted(); // one that came too late
        return count;
    }

    private Optional<Claim> claim(GlobalLock lock, int kind) {
        return switch (kind) {
            case 0 -> lock.tryClaim();
            case 1 -> unlessInterrupted(() -> lock.tryClaim(SHORT), Canary.Event.INTERRUPTED);
            case 2 -> unlessInterrupted(() -> Optional.of(lock.claim()), Canary.Event.INTERRUPTED);
            case 3 -> inVirtualThread(() -> lock.tryClaimDetached(SHORT));
            default -> inVirtualThread(() -> Optional.of(lock.claimDetached()));
        };
    }

    private Optional<Claim> inVirtualThread(Callable<Optional<Claim>> claim) {
        VirtualCall<Optional<Claim>> call = VirtualCall.start(claim);
        virtual = call;
        try {
            return unlessInterrupted(() -> result(call), Canary.Event.CANCELLED);
        } finally {
            virtual = null;
        }
    }

    /** An interrupt of the contender is passed on, and the answer awaited: it may be a claim. */
    private static Optional<Claim> result(VirtualCall<Optional<Claim>> call) {
        while (true) {
            try {
                return call.await();
            } catch (InterruptedException e) {
                call.interrupt();
            }
        }
    }

    private Optional<Claim> unlessInterrupted(Supplier<Optional<Claim>> claim, Canary.Event event) {
        try {
            return claim.get();
        } catch (ClaimInterruptedException e) {
            Thread.interrupted(); // kept for whoever wants to know: nobody here
            canary.saw(event);
            return Optional.empty();
        }
    }

    /** Ended by an interrupt, which stays. */
    private static void pause(long micros) {
        LockSupport.parkNanos(micros * 1000);
    }
}

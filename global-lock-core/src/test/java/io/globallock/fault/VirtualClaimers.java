package io.globallock.fault;

import io.globallock.Claim;
import io.globallock.ClaimInterruptedException;
import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.LockOptions;
import io.globallock.peer.Canary;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Claims a lock in virtual threads, which Java 17 bytecode starts by reflection. */
final class VirtualClaimers {

    private static final int PARTICIPANT = 2;

    private final GlobalLock lock;
    private final Canary canary;

    private VirtualClaimers(GlobalLock lock, Canary canary) {
        this.lock = lock;
        this.canary = canary;
    }

    public static void main(String[] args) throws Exception {
        try (GlobalLocks locks = GlobalLocks.create(LockOptions.defaults().withTakeoverDelay(Duration.ZERO));
                Canary canary = Canary.open(Path.of(args[1]))) {
            VirtualClaimers claimers = new VirtualClaimers(locks.get(args[0]), canary);
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            System.out.println("ready");
            commands.readLine();
            switch (args[2]) {
                case "many" -> claimers.many(Integer.parseInt(args[3]));
                case "beside" -> claimers.beside();
                default -> claimers.interrupt(commands);
            }
            commands.readLine();
        }
    }

    private void many(int threads) throws Exception {
        AtomicInteger inside = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            virtual(() -> {
                try (Claim claim = lock.claim()) {
                    canary.signIn(PARTICIPANT);
                    inside.incrementAndGet();
                    canary.signOut(PARTICIPANT);
                } finally {
                    done.countDown();
                }
            });
        }
        done.await();
        System.out.println(inside.get());
    }

    private void beside() throws Exception {
        Thread waiter = virtual(() -> {
            try (Claim claim = lock.claim()) {
                System.out.println("claimed");
            }
        });
        awaitWaiter();
        Thread other = virtual(() -> System.out.println("another virtual thread ran"));
        other.join();
        waiter.join();
    }

    private void interrupt(BufferedReader commands) throws Exception {
        CountDownLatch said = new CountDownLatch(1);
        Thread waiter = virtual(() -> {
            try (Claim claim = lock.claim()) {
                System.out.println("claimed all the same");
            } catch (ClaimInterruptedException e) {
                System.out.println(Thread.currentThread().isInterrupted() ? "interrupted" : "interrupt lost");
            } finally {
                said.countDown();
            }
        });
        awaitWaiter();
        waiter.interrupt();
        said.await();
        commands.readLine();
        try (Claim claim = lock.claim(Duration.ofSeconds(10))) {
            System.out.println("claimed");
        }
    }

    private void awaitWaiter() {
        while (lock.status().waiters() == 0) {
            Thread.onSpinWait();
        }
    }

    private static Thread virtual(Runnable task) throws ReflectiveOperationException {
        return (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    }
}

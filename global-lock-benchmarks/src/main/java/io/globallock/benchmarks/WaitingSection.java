package io.globallock.benchmarks;

import io.globallock.benchmarks.rival.JavaRival;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What a JVM costs while one of its threads waits for a lock, and while it only has one open. */
final class WaitingSection implements Section {

    private record Waiter(String title, Child child, boolean hasTarget) {}

    @Override
    public List<Table> measure(Bench bench) {
        Duration watch = bench.effort().watch();
        Duration settling = watch.dividedBy(2); // what the JVM compiles at first is not the wait's
        List<Waiter> waiters = List.of(
                new Waiter("has a lock open, owned", bench.java(JavaRival.OWNED, bench.newName()), false),
                new Waiter("**waits, owned**, for a JVM", behindJava(JavaRival.OWNED, bench), true),
                new Waiter("**waits, owned**, for a C process", behindC(JavaRival.OWNED, bench), true),
                new Waiter("waits, plain, for a C process", behindC(JavaRival.PLAIN, bench), false));
        for (Waiter waiter : waiters.subList(1, waiters.size())) {
            waiter.child().send("wait", watch.multipliedBy(2).toNanos());
        }
        sleep(settling);
        long start = System.nanoTime();
        List<Long> before = cpu(waiters);
        sleep(watch);
        List<Long> after = cpu(waiters);
        long nanos = System.nanoTime() - start;
        Table table = new Table(
                "Waiting",
                "CPU time of a JVM, all its threads, over " + watch.toMillis() / 1e3 + " s.",
                "a JVM that",
                "% of a CPU",
                "target");
        for (int i = 0; i < waiters.size(); i++) {
            double percent = 100.0 * (after.get(i) - before.get(i)) / nanos;
            table.row(
                    waiters.get(i).title(),
                    "%.2f".formatted(percent),
                    waiters.get(i).hasTarget() ? Target.atMost(0.5, 1, " %").judge(percent) : "");
        }
        for (Waiter waiter : waiters.subList(1, waiters.size())) {
            waiter.child().answer();
        }
        return List.of(table);
    }

    private static Child behindJava(JavaRival rival, Bench bench) {
        String name = bench.newName();
        bench.java(rival, name).ask("hold");
        return bench.java(rival, name);
    }

    private static Child behindC(JavaRival rival, Bench bench) {
        String name = bench.newName();
        bench.c("semaphore", name).ask("hold");
        return bench.java(rival, name);
    }

    private static List<Long> cpu(List<Waiter> waiters) {
        List<Long> nanos = new ArrayList<>();
        waiters.forEach(waiter -> nanos.add(CpuTime.nanos(waiter.child().pid())));
        return nanos;
    }

    private static void sleep(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (end - System.nanoTime() > 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}

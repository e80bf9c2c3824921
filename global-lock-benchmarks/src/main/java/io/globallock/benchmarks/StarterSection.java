package io.globallock.benchmarks;

import io.globallock.benchmarks.rival.JavaRival;
import io.globallock.benchmarks.starter.EmptyMain;
import io.globallock.benchmarks.starter.GuardedMain;
import java.util.ArrayList;
import java.util.List;

/** What the Spring Boot starter adds to a claim, and to the start of an application. */
final class StarterSection implements Section {

    @Override
    public List<Table> measure(Bench bench) {
        Table table = new Table(
                "Spring Boot starter",
                "The call is one of an empty annotated method, meters on, less a bare claim and release of the same round."
                        + " The start is one of an empty application with one lock, less one without the starter, from the"
                        + " start of the JVM on.",
                "what",
                "added: median (min–max)",
                "of",
                "target");
        call(bench, table);
        start(bench, table);
        return List.of(table);
    }

    private static void call(Bench bench, Table table) {
        Child guarded = bench.java("starter", GuardedMain.class, bench.newName());
        Child bare = bench.java(JavaRival.OWNED, bench.newName());
        List<Samples> results = PairRounds.run(List.of(guarded, bare), bench.effort());
        Samples added = results.get(0).minus(results.get(1));
        table.row(
                "call of an annotated method",
                added.show(0) + " ns",
                results.get(0).show(0) + " ns",
                Target.atMost(1000, 0, " ns").judge(added.median()));
        bench.endAll();
    }

    private static void start(Bench bench, Table table) {
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        for (int i = 0; i < bench.effort().starts(); i++) {
            without.add(millis(bench));
            with.add(millis(bench, bench.newName()));
        }
        Samples all = new Samples(with);
        Samples added = all.minus(new Samples(without));
        table.row(
                "start of an application",
                added.show(0) + " ms",
                all.show(0) + " ms",
                Target.atMost(200, 0, " ms").judge(added.median()));
    }

    private static double millis(Bench bench, String... args) {
        long start = System.nanoTime();
        bench.java("Spring Boot application", EmptyMain.class, args);
        double millis = (System.nanoTime() - start) / 1e6;
        bench.endAll();
        return millis;
    }
}

package io.globallock.benchmarks;

import io.globallock.benchmarks.rival.JavaRival;
import io.globallock.benchmarks.starter.EmptyMain;
import io.globallock.benchmarks.starter.GuardedMain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

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
        StarterClassPath classPath = StarterClassPath.of(bench.directory());
        List<Start> with = new ArrayList<>();
        List<Start> without = new ArrayList<>();
        for (int i = 0; i < bench.effort().starts(); i++) {
            // In turns, because the machine may be kinder to whoever comes first.
            List<Runnable> both = new ArrayList<>(List.of(
                    () -> without.add(Start.measure(bench, classPath.without())),
                    () -> with.add(Start.measure(bench, classPath.with(), bench.newName()))));
            Collections.rotate(both, i);
            both.forEach(Runnable::run);
        }
        Samples millis = samples(with, Start::millis);
        Samples added = millis.minus(samples(without, Start::millis));
        table.row(
                "start of an application",
                added.show(0) + " ms",
                millis.show(0) + " ms",
                Target.atMost(200, 0, " ms").judge(added.median()));
        Samples cpu = samples(with, Start::cpuMillis);
        table.row(
                "its CPU time, compilers included",
                cpu.minus(samples(without, Start::cpuMillis)).show(0) + " ms",
                cpu.show(0) + " ms",
                "");
    }

    private static Samples samples(List<Start> starts, ToDoubleFunction<Start> figure) {
        return new Samples(starts.stream().mapToDouble(figure).boxed().toList());
    }

    private record Start(double millis, double cpuMillis) {

        static Start measure(Bench bench, String classPath, String... args) {
            long start = System.nanoTime();
            Child child = bench.start("Spring Boot application", Tools.java(classPath, EmptyMain.class, args));
            double millis = (System.nanoTime() - start) / 1e6;
            double cpuMillis = CpuTime.nanos(child.pid()) / 1e6;
            bench.endAll();
            return new Start(millis, cpuMillis);
        }
    }
}

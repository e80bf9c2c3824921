package io.globallock.benchmarks;

import io.globallock.benchmarks.rival.JavaRival;
import java.util.List;

/** What a pair costs beside time: memory and system calls. */
final class CostSection implements Section {

    private static final int PAIRS = 200_000;
    /** The link check's period, PROTOCOL.md: unlinked(). */
    private static final double CHECKS_PER_SECOND = 100;

    @Override
    public List<Table> measure(Bench bench) {
        Table table = new Table(
                "Memory and system calls",
                "Of the thread that claims and releases, uncontended. Calls that the JVM makes for itself, to stop for a"
                        + " garbage collection, are not counted.",
                "what",
                "measured",
                "target");
        Child owned = bench.java(JavaRival.OWNED, bench.newName());
        for (int i = 0; i <= bench.effort().warmUps(); i++) {
            owned.ask("pairs", bench.effort().turn().toNanos());
        }
        owned.ask("bytes", PAIRS);
        double bytes = (double) Bench.numbers(owned.ask("bytes", PAIRS))[0] / PAIRS;
        table.row(
                "bytes per pair, owned",
                "%.1f".formatted(bytes),
                Target.atMost(48, 0, "").judge(Math.floor(bytes)));
        if (Tools.hasStrace()) {
            systemCalls(bench, table);
        } else {
            table.skipped("system calls, owned", "no strace, or it may not trace here");
        }
        return List.of(table);
    }

    private static void systemCalls(Bench bench, Table table) {
        SystemCalls calls = SystemCalls.count(bench);
        double checks = calls.linkChecks() / calls.seconds();
        table.row(
                "link checks (`statx`) per second, owned",
                "%.0f, with %.0f pairs".formatted(checks, calls.pairs() / calls.seconds()),
                Target.atMost(CHECKS_PER_SECOND, 0, "").judge(checks));
        table.row(
                "other system calls in all these pairs, owned",
                calls.others().isEmpty() ? "none" : String.join(", ", calls.others()),
                calls.others().isEmpty() ? "none: met" : "none: **missed**");
    }
}

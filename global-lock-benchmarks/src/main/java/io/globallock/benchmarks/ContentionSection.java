package io.globallock.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Two processes that want the same lock all the time. */
final class ContentionSection implements Section {

    /** A turn of two is longer: the kernel wakes and preempts in milliseconds. */
    private static final int TURNS = 2;

    @Override
    public List<Table> measure(Bench bench) {
        List<Duo> duos = Duo.all(bench);
        for (int i = 0; i < bench.effort().warmUps(); i++) {
            duos.forEach(duo -> duo.ask("contend", bench.effort().turn()));
        }
        List<List<Double>> throughput = lists(duos.size());
        List<List<Double>> share = lists(duos.size());
        Duration time = bench.effort().turn().multipliedBy(TURNS);
        for (int round = 0; round < bench.effort().rounds(); round++) {
            for (int i = 0; i < duos.size(); i++) {
                List<String> answers = duos.get(i).askUntil(ContentionSection::somebodyClaimed, "contend", time);
                long first = Long.parseLong(answers.get(0));
                long second = Long.parseLong(answers.get(1));
                throughput.get(i).add((first + second) * 1e6 / time.toNanos());
                share.get(i).add((double) Math.min(first, second) / Math.max(1, Math.max(first, second)));
            }
        }
        return List.of(table(duos, throughput, share));
    }

    private static boolean somebodyClaimed(List<String> claims) {
        return claims.stream().anyMatch(each -> Long.parseLong(each) > 0);
    }

    private static List<List<Double>> lists(int count) {
        return Stream.generate(() -> (List<Double>) new ArrayList<Double>())
                .limit(count)
                .toList();
    }

    private static Table table(List<Duo> duos, List<List<Double>> throughput, List<List<Double>> share) {
        Table table = new Table(
                "Contended: two processes, 1 µs inside",
                "Claims of both together. The share is the slower one's claims divided by the faster one's.",
                "who",
                "thousand claims/s: median (min–max)",
                "of two C processes': median (min–max)",
                "share: median (min–max)",
                "target");
        Samples c = new Samples(throughput.get(0));
        for (int i = 0; i < duos.size(); i++) {
            Samples own = new Samples(throughput.get(i));
            Samples ratio = own.dividedBy(c);
            Samples shares = new Samples(share.get(i));
            String judgement = duos.get(i).hasTargets()
                    ? Target.atLeast(0.9, 1, "×").judge(ratio.median()) + "; share "
                            + Target.atLeast(0.85, 2, "").judge(shares.median())
                    : "";
            table.row(duos.get(i).title(), own.show(0), ratio.show(2), shares.show(2), judgement);
        }
        return table;
    }
}

package io.globallock.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** From a post to the moment when the process that waited has the lock. */
final class HandOver {

    private record Hold(int process, long waiting, long claimed, long released) {}

    private HandOver() {}

    /** Microseconds of each hand-over, from what two processes answered; a claim that nobody waited for is none. */
    static List<Double> micros(List<String> answers) {
        List<Hold> holds = new ArrayList<>();
        for (int process = 0; process < answers.size(); process++) {
            long[] times = Bench.numbers(answers.get(process));
            for (int i = 0; i + 2 < times.length; i += 3) {
                holds.add(new Hold(process, times[i], times[i + 1], times[i + 2]));
            }
        }
        holds.sort(Comparator.comparingLong(Hold::claimed));
        List<Double> micros = new ArrayList<>();
        for (int i = 1; i < holds.size(); i++) {
            Hold before = holds.get(i - 1);
            Hold after = holds.get(i);
            if (before.process() != after.process() && after.waiting() < before.released()) {
                micros.add((after.claimed() - before.released()) / 1e3);
            }
        }
        return micros;
    }
}

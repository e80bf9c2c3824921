package io.globallock.kill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measured times. */
final class Latencies {

    private final List<Long> nanos = new ArrayList<>();

    void add(long time) {
        nanos.add(time);
        Collections.sort(nanos);
    }

    /** The shortest time that the given share of all, 0 to 1, does not exceed. */
    Duration percentile(double share) {
        int rank = (int) Math.ceil(share * nanos.size());
        return Duration.ofNanos(nanos.get(Math.max(0, rank - 1)));
    }

    @Override
    public String toString() {
        return "n=%d min=%.1f p50=%.1f p99=%.1f max=%.1f ms"
                .formatted(nanos.size(), millis(0), millis(0.5), millis(0.99), millis(1));
    }

    private double millis(double share) {
        return percentile(share).toNanos() / 1e6;
    }
}

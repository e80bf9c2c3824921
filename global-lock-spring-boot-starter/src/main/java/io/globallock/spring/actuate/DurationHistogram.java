package io.globallock.spring.actuate;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Durations counted in logarithmic buckets, eight to each power of two: a quantile is at most one eighth too high. Fixed
 * size, no allocation when recording, thread-safe; a reader may see a recording half done.
 */
final class DurationHistogram {

    private static final int SUB_BITS = 3;
    private static final int SUB_BUCKETS = 1 << SUB_BITS;

    private final AtomicLongArray buckets = new AtomicLongArray((Long.SIZE - SUB_BITS) * SUB_BUCKETS);
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong sum = new AtomicLong();
    private final AtomicLong max = new AtomicLong();

    void record(long nanos) {
        long value = Math.max(0, nanos);
        buckets.getAndIncrement(index(value));
        count.getAndIncrement();
        sum.getAndAdd(value);
        if (value > max.get()) {
            max.accumulateAndGet(value, Math::max);
        }
    }

    /** What has been recorded, in microseconds. */
    DurationSummary summary() {
        long recorded = count.get();
        double mean = recorded == 0 ? 0 : micros(sum.get()) / recorded;
        return new DurationSummary(recorded, mean, micros(max.get()), micros(quantile(0.99)));
    }

    /** The upper bound of the bucket where the quantile lies, but not above the maximum; 0 if nothing was recorded. */
    long quantile(double quantile) {
        long total = 0;
        for (int i = 0; i < buckets.length(); i++) {
            total += buckets.get(i);
        }
        long rank = (long) Math.ceil(total * quantile);
        long seen = 0;
        for (int i = 0; i < buckets.length() && rank > 0; i++) {
            seen += buckets.get(i);
            if (seen >= rank) {
                return Math.min(upperBound(i), max.get());
            }
        }
        return 0;
    }

    /** Values below 8 have a bucket each; above, the three bits after the highest one choose it. */
    static int index(long value) {
        if (value < SUB_BUCKETS) {
            return (int) value;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
        int sub = (int) (value >>> (exponent - SUB_BITS)) & (SUB_BUCKETS - 1);
        return (exponent - SUB_BITS + 1) * SUB_BUCKETS + sub;
    }

    static long upperBound(int index) {
        if (index < SUB_BUCKETS) {
            return index;
        }
        int shift = index / SUB_BUCKETS - 1;
        long lowest = (long) (SUB_BUCKETS + index % SUB_BUCKETS) << shift;
        return lowest + (1L << shift) - 1;
    }

    private static double micros(long nanos) {
        return nanos / (double) TimeUnit.MICROSECONDS.toNanos(1);
    }
}

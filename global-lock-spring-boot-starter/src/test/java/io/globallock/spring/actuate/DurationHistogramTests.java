package io.globallock.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DurationHistogramTests {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 8, 9, 15, 16, 1000, 123_456_789, Long.MAX_VALUE - 1, Long.MAX_VALUE})
    void eachValueLiesInABucketThatIsAtMostOneEighthWide(long value) {
        int index = DurationHistogram.index(value);
        assertThat(DurationHistogram.upperBound(index)).isGreaterThanOrEqualTo(value);
        assertThat(DurationHistogram.upperBound(index) - value).isLessThanOrEqualTo(value / 8);
        if (index > 0) {
            assertThat(DurationHistogram.upperBound(index - 1)).isLessThan(value);
        }
    }

    @Test
    void theNinetyNinthPercentileIsAtMostOneEighthTooHigh() {
        DurationHistogram histogram = new DurationHistogram();
        Random random = new Random(4711);
        long[] values = random.longs(10_000, 0, 1_000_000_000).sorted().toArray();
        for (long value : values) {
            histogram.record(value);
        }
        long exact = values[9_899];
        assertThat(histogram.quantile(0.99)).isBetween(exact, exact + exact / 8);
    }

    @Test
    void anEmptyOneIsAllZero() {
        assertThat(new DurationHistogram().summary()).isEqualTo(new DurationSummary(0, 0, 0, 0));
    }

    @Test
    void oneValueIsItsOwnMeanMaximumAndPercentile() {
        DurationHistogram histogram = new DurationHistogram();
        histogram.record(12_345);
        assertThat(histogram.summary()).isEqualTo(new DurationSummary(1, 12.345, 12.345, 12.345));
    }

    @Test
    void aClockThatGoesBackwardsCountsAsZero() {
        DurationHistogram histogram = new DurationHistogram();
        histogram.record(-5);
        assertThat(histogram.summary()).isEqualTo(new DurationSummary(1, 0, 0, 0));
    }
}

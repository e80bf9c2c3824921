package io.globallock.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the rounds yielded, in their order, so that two of them can be compared round by round. */
record Samples(List<Double> values) {

    Samples {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no samples");
        }
    }

    double median() {
        return quantile(0.5);
    }

    /** The sample below which this share of all lies. */
    double quantile(double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * (sorted.size() - 1))));
    }

    /** Each value divided by the other's of the same round. */
    Samples dividedBy(Samples other) {
        return combined(other, (mine, others) -> mine / others);
    }

    /** Each value less the other's of the same round. */
    Samples minus(Samples other) {
        return combined(other, (mine, others) -> mine - others);
    }

    private Samples combined(Samples other, java.util.function.DoubleBinaryOperator operator) {
        List<Double> results = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            results.add(operator.applyAsDouble(values.get(i), other.values.get(i)));
        }
        return new Samples(results);
    }

    /** Median, least and greatest, with so many decimals. */
    String show(int decimals) {
        String format = "%." + decimals + "f";
        return String.format(
                Locale.ROOT, format + " (" + format + "–" + format + ")", median(), quantile(0), quantile(1));
    }
}

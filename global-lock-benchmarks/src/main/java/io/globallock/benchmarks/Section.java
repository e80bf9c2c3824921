package io.globallock.benchmarks;

import java.util.List;

/** One thing that is measured, and the tables that come of it. */
@FunctionalInterface
interface Section {

    List<Table> measure(Bench bench);
}

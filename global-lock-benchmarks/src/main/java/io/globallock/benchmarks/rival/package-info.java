/** The side that is measured: one process for each rival, which obeys the commands of the driver. */
@NullMarked
package io.globallock.benchmarks.rival;

import org.jspecify.annotations.NullMarked;

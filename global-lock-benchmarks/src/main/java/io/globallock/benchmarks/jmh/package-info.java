/** The same pairs under JMH, for its profilers. */
@NullMarked
package io.globallock.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;

/** Spring Boot applications whose cost is measured. */
@NullMarked
package io.globallock.benchmarks.starter;

import org.jspecify.annotations.NullMarked;

/** What the locks cost beside their rivals, measured by processes that obey one driver round by round. */
@NullMarked
package io.globallock.benchmarks;

import org.jspecify.annotations.NullMarked;

/** What faults do to the owned mechanism: one test for each row of the fault matrix in docs/faults.md that can run here. */
@NullMarked
package io.globallock.fault;

import org.jspecify.annotations.NullMarked;

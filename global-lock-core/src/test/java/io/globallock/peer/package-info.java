/**
 * The process-test kit: child JVMs, a C peer and a Python peer that all obey one-line commands, and a canary in shared memory
 * that sees when two of them are inside at once.
 */
@NullMarked
package io.globallock.peer;

import org.jspecify.annotations.NullMarked;

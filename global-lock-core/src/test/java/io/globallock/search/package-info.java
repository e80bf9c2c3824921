/** A scheduler that tries the orders in which the threads of one JVM can take their steps: docs/testing.md. */
@org.jspecify.annotations.NullMarked
package io.globallock.search;

/** Junk where names, the shared page and resource_lock's segments are expected: docs/testing.md. */
@org.jspecify.annotations.NullMarked
package io.globallock.fuzz;

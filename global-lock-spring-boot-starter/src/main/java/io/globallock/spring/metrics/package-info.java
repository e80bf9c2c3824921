/** Micrometer meters and observations of locks. Imports no Spring. */
@NullMarked
package io.globallock.spring.metrics;

import org.jspecify.annotations.NullMarked;

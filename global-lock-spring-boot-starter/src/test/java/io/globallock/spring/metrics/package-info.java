@NullMarked
package io.globallock.spring.metrics;

import org.jspecify.annotations.NullMarked;

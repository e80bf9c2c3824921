/** Reads as fast as it can and counts what is wrong. */
@NullMarked
package io.globallock.sample.stress;

import org.jspecify.annotations.NullMarked;

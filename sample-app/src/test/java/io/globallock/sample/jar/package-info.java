/** Tests that start the real jar. */
@NullMarked
package io.globallock.sample.jar;

import org.jspecify.annotations.NullMarked;

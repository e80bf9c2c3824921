/** Tests that start the real jar. */
@NullMarked
package io.globallock.cli.jar;

import org.jspecify.annotations.NullMarked;

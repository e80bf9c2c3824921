/**
 * The command line: words and options become calls of the core and an exit status. It knows no semaphore and no native code.
 */
@NullMarked
package io.globallock.cli;

import org.jspecify.annotations.NullMarked;

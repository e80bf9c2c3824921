@NullMarked
package io.globallock.cli;

import org.jspecify.annotations.NullMarked;

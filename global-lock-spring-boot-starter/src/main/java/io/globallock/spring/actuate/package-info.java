/** What an operator sees of the locks: the {@code globallocks} endpoint and the health indicator. */
@NullMarked
package io.globallock.spring.actuate;

import org.jspecify.annotations.NullMarked;

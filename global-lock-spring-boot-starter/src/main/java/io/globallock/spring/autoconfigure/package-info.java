/** Properties and auto-configurations: wiring only. */
@NullMarked
package io.globallock.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;

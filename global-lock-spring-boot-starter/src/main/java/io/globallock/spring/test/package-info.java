/** For tests of applications that use locks. */
@NullMarked
package io.globallock.spring.test;

import org.jspecify.annotations.NullMarked;

/** A superclass that lives in another package than the beans that extend it. */
@NullMarked
package io.globallock.spring.aop.elsewhere;

import org.jspecify.annotations.NullMarked;

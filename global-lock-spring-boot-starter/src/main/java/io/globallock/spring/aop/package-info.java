/** From an annotated method to a claim: Spring AOP's own advisor, without AspectJ. */
@NullMarked
package io.globallock.spring.aop;

import org.jspecify.annotations.NullMarked;

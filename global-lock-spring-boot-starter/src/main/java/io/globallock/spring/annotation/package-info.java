/** The annotations that put a lock around a method. */
@NullMarked
package io.globallock.spring.annotation;

import org.jspecify.annotations.NullMarked;

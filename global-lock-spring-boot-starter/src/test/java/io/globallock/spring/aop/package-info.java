@NullMarked
package io.globallock.spring.aop;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.globallock.spring.test;

import org.jspecify.annotations.NullMarked;

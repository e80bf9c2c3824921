@NullMarked
package io.globallock.spring.actuate;

import org.jspecify.annotations.NullMarked;

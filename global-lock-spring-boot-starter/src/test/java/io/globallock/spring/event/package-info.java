@NullMarked
package io.globallock.spring.event;

import org.jspecify.annotations.NullMarked;

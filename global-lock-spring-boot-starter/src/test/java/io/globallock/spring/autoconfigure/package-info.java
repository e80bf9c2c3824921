@NullMarked
package io.globallock.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;

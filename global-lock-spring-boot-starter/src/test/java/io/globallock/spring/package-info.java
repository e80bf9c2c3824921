@NullMarked
package io.globallock.spring;

import org.jspecify.annotations.NullMarked;

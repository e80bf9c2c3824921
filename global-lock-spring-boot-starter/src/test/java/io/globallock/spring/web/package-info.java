/** Web. */
@NullMarked
package io.globallock.spring.web;

import org.jspecify.annotations.NullMarked;

/** The station over HTTP. */
@NullMarked
package io.globallock.sample.web;

import org.jspecify.annotations.NullMarked;

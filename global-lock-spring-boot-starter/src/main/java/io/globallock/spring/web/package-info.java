/** What a web application answers when a lock was not free in time. */
@NullMarked
package io.globallock.spring.web;

import org.jspecify.annotations.NullMarked;

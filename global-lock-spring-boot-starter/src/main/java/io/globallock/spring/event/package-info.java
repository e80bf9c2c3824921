/** Application events for what should not happen often: takeovers, lost and forced claims, holds that last too long. */
@NullMarked
package io.globallock.spring.event;

import org.jspecify.annotations.NullMarked;

/**
 * System-wide named locks: {@link io.globallock.GlobalLocks} hands out one {@link io.globallock.GlobalLock} for each name,
 * and a {@link io.globallock.Claim} is the right to use what the lock protects until it is released.
 */
@NullMarked
package io.globallock;

import org.jspecify.annotations.NullMarked;

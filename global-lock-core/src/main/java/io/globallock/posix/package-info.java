/**
 * POSIX named semaphores as libc has them ({@link io.globallock.posix.NamedSemaphore}), and as this library extends them with
 * an owner ({@link io.globallock.posix.OwnedSemaphore}). The only package that calls native code; it knows no threads, claims
 * or recursion.
 */
@NullMarked
package io.globallock.posix;

import org.jspecify.annotations.NullMarked;

/**
 * Locks between the threads of one JVM, with the operations of the Memory Pool System's lock module.
 *
 * <p>Names and meaning follow Ravenbrook MPS, {@code design.mps.lock}: a {@link io.globallock.mps.MpsLock} is claimed
 * and released, in binary or in recursive form, and every misuse is an error that says who did what. {@link
 * io.globallock.mps.ThreadLock} excludes threads (MPS {@code impl.ix} and {@code impl.w3}), {@link
 * io.globallock.mps.SingleThreadLock} only counts and checks ({@code impl.an}), {@link
 * io.globallock.mps.MpsGlobalLocks} are the two predefined locks.
 *
 * <p>"Global" is MPS's word for a lock that needs no allocation by its user. It means the whole JVM, never the machine:
 * machine-wide locks are in {@code io.globallock}. This package knows no semaphore and no native code.
 */
@NullMarked
package io.globallock.mps;

import org.jspecify.annotations.NullMarked;

package io.globallock;

/**
 * What happened to a semaphore since its file was made, over all processes that know the owned mechanism. Diagnostic: a
 * program that writes junk into the file falsifies them.
 *
 * @param claims successful claims, recursive ones not counted
 * @param takeovers holds of dead processes that were taken over or freed
 * @param absorbed posts too many that were removed
 * @param forced forced releases
 * @param lost claims whose holder found at release that it had been forced out
 */
public record LockCounters(long claims, long takeovers, long absorbed, long forced, long lost) {}

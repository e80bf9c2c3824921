package io.globallock.posix;

/**
 * What a holder wrote about itself into the semaphore's file. Diagnostic only.
 *
 * @param slot its owner slot, 1 to 1000
 * @param pid its process, numbered in its own pid namespace
 * @param processStart when that process started, in clock ticks since boot ({@code /proc/PID/stat}, field 22); 0 if unknown
 * @param claimedNanos when it claimed, on CLOCK_MONOTONIC
 * @param claimedWallNanos when it claimed, since the epoch
 * @param label what it calls itself, at most 64 bytes of UTF-8
 */
public record HolderRecord(
        int slot, long pid, long processStart, long claimedNanos, long claimedWallNanos, String label) {}

package io.globallock.spring.actuate;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What the threads of this JVM met at a lock since the start.
 *
 * @param claims claims that succeeded, recursive ones not counted
 * @param contended claims that had to wait, whatever came of it
 * @param timeouts claims that gave up
 * @param waits how long successful claims waited
 * @param holds how long the lock was held
 */
public record Contention(
        long claims,
        long contended,
        long timeouts,
        @JsonProperty("wait") DurationSummary waits,
        @JsonProperty("hold") DurationSummary holds) {}

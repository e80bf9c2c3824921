package io.globallock.kill;

import io.globallock.peer.SemaphoreFile;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a {@link KillRun} saw. */
record KillReport(
        Duration time,
        int randomKills,
        Map<String, Integer> killsByStep,
        long violations,
        List<String> shutOut,
        SemaphoreFile word,
        long takeovers,
        String canary) {

    int kills() {
        return randomKills
                + killsByStep.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String toString() {
        return """
                %d kills in %.1f s: %d at random moments, at steps %s
                %d takeovers, %d violations, in the end %s, shut out %s
                %s"""
                .formatted(
                        kills(),
                        time.toMillis() / 1e3,
                        randomKills,
                        killsByStep,
                        takeovers,
                        violations,
                        word,
                        shutOut,
                        canary);
    }
}

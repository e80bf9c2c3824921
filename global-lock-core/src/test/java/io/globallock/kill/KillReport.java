package io.globallock.kill;

import io.globallock.peer.Canary;
import io.globallock.peer.SemaphoreFile;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a {@link KillRun} saw. */
record KillReport(
        Duration time,
        int randomKills,
        Map<String, Integer> killsByStep,
        Map<Unrest.Kind, Integer> unrest,
        int stoppedHolders,
        Map<Canary.Event, Long> seen,
        long violations,
        List<String> shutOut,
        SemaphoreFile word,
        long takeovers,
        String canary) {

    int kills() {
        return randomKills
                + killsByStep.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Kills and all else that was done to the JVMs. */
    int events() {
        return kills() + unrest.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String toString() {
        return """
                %d events in %.1f s, of which %d kills: %d at random moments, at steps %s
                the others: %s, of those stopped %d held; the JVMs saw %s
                %d takeovers, %d violations, in the end %s, shut out %s
                %s"""
                .formatted(
                        events(),
                        time.toMillis() / 1e3,
                        kills(),
                        randomKills,
                        killsByStep,
                        unrest,
                        stoppedHolders,
                        seen,
                        takeovers,
                        violations,
                        word,
                        shutOut,
                        canary);
    }
}

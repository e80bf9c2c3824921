package io.globallock;

import org.jspecify.annotations.Nullable;

/** What the reaper remembers of one lock between two rounds: it acts only on what it has seen twice. */
final class ReaperNotes {

    private @Nullable Claim reported;
    private @Nullable Claim unfinished;
    private boolean leaked;

    /** Whether this claim has not been reported yet. */
    boolean firstReport(Claim claim) {
        boolean first = reported != claim;
        reported = claim;
        return first;
    }

    /** Whether the same release was unfinished in the last round too. */
    boolean seenTwice(Claim claim, boolean isUnfinished) {
        boolean twice = isUnfinished && unfinished == claim;
        unfinished = isUnfinished ? claim : null;
        return twice;
    }

    /** Whether the lock seemed leaked in the last round too. */
    boolean leakedTwice(boolean seemsLeaked) {
        boolean twice = seemsLeaked && leaked;
        leaked = seemsLeaked;
        return twice;
    }
}

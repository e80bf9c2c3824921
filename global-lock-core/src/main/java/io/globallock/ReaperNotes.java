package io.globallock;

import org.jspecify.annotations.Nullable;

/** What the reaper remembers of one lock between two rounds: it acts only on what it has seen twice. */
final class ReaperNotes {

    private @Nullable Claim reported;
    private @Nullable Claim unfinished;
    private boolean leaked;
    private long leakedToken;

    /** The latest round of this lock failed, and that was told. */
    boolean roundFailed;

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

    /** Whether the same hold seemed leaked in the last round too; claims that come and go have different tokens. */
    boolean leakedTwice(boolean seemsLeaked, long token) {
        boolean twice = seemsLeaked && leaked && token == leakedToken;
        leaked = seemsLeaked;
        leakedToken = token;
        return twice;
    }
}

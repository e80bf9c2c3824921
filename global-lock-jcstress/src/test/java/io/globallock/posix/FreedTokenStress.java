package io.globallock.posix;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Whoever claims what a reaper has just freed after a death knows of the death: the steps of Takeover.freed against those of
 * OwnedSemaphore.settle and Takeover.followsUntoldDeath.
 */
@JCStressTest
@Outcome(id = "-1", expect = ACCEPTABLE, desc = "not free yet")
@Outcome(id = "1", expect = ACCEPTABLE, desc = "claimed, and knows of the death")
@Outcome(expect = FORBIDDEN, desc = "claimed, and nobody is told")
@State
public class FreedTokenStress {

    private final ByteBuffer page = Pages.page();
    private final SemaphoreMap reaper = Pages.map(page);
    private final SemaphoreMap claimer = Pages.map(page);
    private final long dead = deadHold(reaper);

    @Actor
    public void free() {
        reaper.announceFreed(reaper.nextToken());
        reaper.compareAndSetWord(dead, SemaphoreWord.with(dead, SemaphoreWord.NO_OWNER, 1));
    }

    @Actor
    public void claim(I_Result result) {
        result.r1 = claim(claimer);
    }

    private static long deadHold(SemaphoreMap map) {
        long word = SemaphoreWord.with(0, 7, 0);
        map.compareAndSetWord(0, word);
        map.nextToken();
        return word;
    }

    private static int claim(SemaphoreMap map) {
        long word = map.word();
        for (int looks = 0; SemaphoreWord.value(word) == 0 && looks < 100; looks++) {
            word = map.word();
        }
        if (SemaphoreWord.value(word) == 0 || !map.compareAndSetWord(word, SemaphoreWord.with(word, 9, 0))) {
            return -1;
        }
        long token = map.nextToken();
        return map.freedToken() == token - 1 ? 1 : 0;
    }

    /** The word before the announcement. */
    @JCStressTest
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "not free yet")
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "claimed, and knows of the death")
    @Outcome(expect = FORBIDDEN, desc = "claimed, and nobody is told")
    @State
    public static class Mutant {

        private final ByteBuffer page = Pages.page();
        private final SemaphoreMap reaper = Pages.map(page);
        private final SemaphoreMap claimer = Pages.map(page);
        private final long dead = deadHold(reaper);

        @Actor
        public void free() {
            long next = reaper.nextToken();
            reaper.compareAndSetWord(dead, SemaphoreWord.with(dead, SemaphoreWord.NO_OWNER, 1));
            reaper.announceFreed(next);
        }

        @Actor
        public void claim(I_Result result) {
            result.r1 = FreedTokenStress.claim(claimer);
        }
    }
}

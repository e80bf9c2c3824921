package io.globallock.posix;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * One that was forced out writes its record beside the next holder, who finds its own of before and writes the times only: what is
 * believed afterwards is one of the two, whole.
 */
@JCStressTest
@Outcome(id = "[01], [01]", expect = ACCEPTABLE, desc = "whole, or not believed")
@Outcome(expect = FORBIDDEN, desc = "a mixture is believed")
@State
public class ForcedRecordStress {

    private final ByteBuffer page = Pages.page();
    private final SemaphoreMap first = Pages.map(page);
    private final SemaphoreMap second = Pages.map(page);

    public ForcedRecordStress() {
        Entry.FIRST.write(first, 1);
    }

    @Actor
    public void forcedOut() {
        Entry.SECOND.write(second, 2);
    }

    @Actor
    public void holder() {
        Entry.FIRST.write(first, 3);
    }

    @Arbiter
    public void read(II_Result result) {
        SemaphoreMap reader = Pages.map(page);
        result.r1 = Entry.SECOND.grade(reader.record(2), 2);
        result.r2 = Entry.FIRST.grade(reader.record(3), 3);
    }

    /** A reader that trusts the sequence alone. */
    @JCStressTest
    @Outcome(id = "[01], [01]", expect = ACCEPTABLE, desc = "whole, or not believed")
    @Outcome(expect = FORBIDDEN, desc = "a mixture is believed")
    @State
    public static class Mutant {

        private final ByteBuffer page = Pages.page();
        private final SemaphoreMap first = Pages.map(page);
        private final SemaphoreMap second = Pages.map(page);

        public Mutant() {
            Entry.FIRST.write(first, 1);
        }

        @Actor
        public void forcedOut() {
            Entry.SECOND.write(second, 2);
        }

        @Actor
        public void holder() {
            Entry.FIRST.write(first, 3);
        }

        @Arbiter
        public void read(II_Result result) {
            result.r1 = Entry.SECOND.grade(TrustingReader.record(page, 2, true), 2);
            result.r2 = Entry.FIRST.grade(TrustingReader.record(page, 3, true), 3);
        }
    }
}

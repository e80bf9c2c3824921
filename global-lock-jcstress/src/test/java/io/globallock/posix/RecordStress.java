package io.globallock.posix;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A record that is believed while the next holder writes is whole, and of the hold that was asked for. */
@JCStressTest
@Outcome(id = "[01], [01]", expect = ACCEPTABLE, desc = "whole, or not believed")
@Outcome(expect = FORBIDDEN, desc = "a mixture is believed")
@State
public class RecordStress {

    private final ByteBuffer page = Pages.page();
    private final SemaphoreMap writer = Pages.map(page);
    private final SemaphoreMap reader = Pages.map(page);

    public RecordStress() {
        Entry.FIRST.write(Pages.map(page), 1);
    }

    @Actor
    public void write() {
        Entry.SECOND.write(writer, 2);
    }

    @Actor
    public void read(II_Result result) {
        result.r1 = Entry.FIRST.grade(reader.record(1), 1);
        result.r2 = Entry.SECOND.grade(reader.record(2), 2);
    }

    /** A reader that looks at the sequence only once, and at no checksum. */
    @JCStressTest
    @Outcome(id = "[01], [01]", expect = ACCEPTABLE, desc = "whole, or not believed")
    @Outcome(expect = FORBIDDEN, desc = "a mixture is believed")
    @State
    public static class Mutant {

        private final ByteBuffer page = Pages.page();
        private final SemaphoreMap writer = Pages.map(page);

        public Mutant() {
            Entry.FIRST.write(Pages.map(page), 1);
        }

        @Actor
        public void write() {
            Entry.SECOND.write(writer, 2);
        }

        @Actor
        public void read(II_Result result) {
            result.r1 = Entry.FIRST.grade(TrustingReader.record(page, 1, false), 1);
            result.r2 = Entry.SECOND.grade(TrustingReader.record(page, 2, false), 2);
        }
    }
}

package io.globallock;

import static io.globallock.search.Play.check;

import io.globallock.search.Play;
import io.globallock.search.Stage;
import java.util.List;

/** What threads may do with a {@link Permit} at the same time. */
final class PermitPlays {

    private PermitPlays() {}

    private abstract static class PermitPlay implements Play {

        final Permit permit = new Permit();
        private int inside;

        /** False: the permit was not had. */
        final boolean enter(int stamp) {
            if (stamp == Permit.NONE) {
                return false;
            }
            check(++inside == 1, "two have the permit");
            Stage.point();
            inside--;
            permit.release(stamp);
            return true;
        }

        @Override
        public void afterwards() {
            check(permit.queueLength() == 0, "somebody still queues");
            check(permit.tryAcquire() != Permit.NONE, "the permit is lost");
        }
    }

    /** Three take it: one in turn, one for a time, one in turn until interrupted by the second. */
    static final class Excludes extends PermitPlay {

        private Thread interrupted = Thread.currentThread();

        @Override
        public List<Act> acts() {
            return List.of(
                    () -> enter(permit.acquire()),
                    () -> {
                        enter(permit.tryAcquire(1000));
                        interrupted.interrupt();
                    },
                    () -> {
                        interrupted = Thread.currentThread();
                        try {
                            enter(permit.acquire());
                        } catch (InterruptedException e) {
                            check(!Thread.interrupted(), "the interrupt was told twice");
                        }
                    });
        }
    }

    /** One has it while another gives an old stamp back again. */
    static final class OldStamps extends PermitPlay {

        @Override
        public List<Act> acts() {
            int old = permit.tryAcquire();
            permit.release(old);
            return List.of(() -> enter(permit.acquire()), () -> {
                permit.release(old);
                enter(permit.tryAcquire());
            });
        }
    }

    /** One waits; whoever tries for it afterwards does not come before. */
    static final class NobodyOvertakes extends PermitPlay {

        private boolean waiterWasIn;

        @Override
        public List<Act> acts() {
            int stamp = permit.tryAcquire();
            return List.of(
                    () -> {
                        int mine = permit.acquire();
                        waiterWasIn = true;
                        enter(mine);
                    },
                    () -> {
                        boolean queued = permit.queueLength() > 0;
                        permit.release(stamp);
                        boolean had = enter(permit.tryAcquire());
                        check(!queued || !had || waiterWasIn, "a thread that waits was overtaken");
                    });
        }
    }
}

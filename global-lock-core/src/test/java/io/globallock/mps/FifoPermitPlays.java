package io.globallock.mps;

import static io.globallock.search.Play.check;

import io.globallock.search.Play;
import io.globallock.search.Stage;
import java.util.List;

/** What threads may do with a {@link FifoPermit} at the same time. */
final class FifoPermitPlays {

    private FifoPermitPlays() {}

    private abstract static class FifoPermitPlay implements Play {

        final FifoPermit permit = new FifoPermit();
        private int inside;

        final void leave() {
            check(++inside == 1, "two have the permit");
            check(permit.holder() == Thread.currentThread(), "another is said to have it");
            Stage.point();
            inside--;
            check(permit.release(), "it was free already");
        }

        @Override
        public void afterwards() {
            check(permit.queueLength() == 0, "somebody still queues");
            check(permit.tryAcquire(), "the permit is lost");
        }
    }

    /** Three take it: one in turn, one for a time, one in turn until interrupted by the second. */
    static final class Excludes extends FifoPermitPlay {

        private Thread interrupted = Thread.currentThread();

        @Override
        public List<Act> acts() {
            return List.of(
                    () -> {
                        permit.acquire();
                        leave();
                    },
                    () -> {
                        if (permit.tryAcquire(1000)) {
                            leave();
                        }
                        interrupted.interrupt();
                    },
                    () -> {
                        interrupted = Thread.currentThread();
                        try {
                            permit.acquireInterruptibly();
                            leave();
                        } catch (InterruptedException e) {
                            check(permit.holder() != Thread.currentThread(), "interrupted and inside");
                        }
                    });
        }
    }

    /** One waits; whoever tries for it afterwards does not come before. */
    static final class NobodyOvertakes extends FifoPermitPlay {

        private boolean waiterWasIn;

        @Override
        public List<Act> acts() {
            check(permit.tryAcquire(), "it is new");
            return List.of(
                    () -> {
                        permit.acquire();
                        waiterWasIn = true;
                        leave();
                    },
                    () -> {
                        boolean queued = permit.queueLength() > 0;
                        permit.release();
                        boolean had = permit.tryAcquire();
                        check(!queued || !had || waiterWasIn, "a thread that waits was overtaken");
                        if (had) {
                            leave();
                        }
                    });
        }
    }
}

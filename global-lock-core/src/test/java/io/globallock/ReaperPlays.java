package io.globallock;

import static io.globallock.search.Play.check;

import java.util.List;
import java.util.OptionalLong;

/** What the reaper and others may do with a lock at the same time, some of them struck by an Error. */
final class ReaperPlays {

    private ReaperPlays() {}

    private abstract static class ReaperPlay extends LockPlay {

        private int left = 2;

        /** An act beside which the reaper looks. */
        final Act beside(Act act) {
            return () -> {
                act.run();
                left--;
            };
        }

        final void reap() {
            tickWhile(() -> left > 0);
        }
    }

    /** Two claim and release while the reaper looks: it takes nothing away, and nobody misses an answer for it. */
    static final class Looks extends ReaperPlay {

        @Override
        public List<Act> acts() {
            return List.of(beside(() -> use(lock.claim())), beside(() -> use(lock.claim())), this::reap);
        }
    }

    /** An Error strikes a release; the reaper, or a second try, does it. */
    static final class LeaveFails extends ReaperPlay {

        @Override
        public List<Act> acts() {
            return List.of(beside(this::releaseTwice), beside(() -> use(lock.claim())), this::reap);
        }

        private void releaseTwice() {
            Claim claim = seen(lock.claim());
            gate.failToLeave();
            try {
                claim.release();
                check(false, "no Error struck");
            } catch (StackOverflowError e) {
                check(claim.release(), "the second try says that it was lost");
            }
        }
    }

    /** An Error strikes a release whose releaser does not come again; the reaper does it. */
    static final class NobodyReleases extends ReaperPlay {

        private Claim claim = lock.claimDetached();

        @Override
        public List<Act> acts() {
            gate.failToLeave();
            return List.of(beside(this::release), beside(() -> use(lock.claim())), this::reap);
        }

        private void release() {
            try {
                claim.release();
                check(false, "no Error struck");
            } catch (StackOverflowError e) {
                check(claim.isHeld() || !claim.isLost(), "lost, it says");
            }
        }
    }

    /** An Error strikes a force, or the release that comes first: what was not done is done by the next release. */
    static class ForceFails extends LockPlay {

        private int ended;

        boolean end(Claim claim) {
            return claim.release();
        }

        @Override
        public List<Act> acts() {
            return List.of(
                    () -> {
                        Claim claim = seen(lock.claim());
                        try {
                            count(end(claim));
                        } catch (StackOverflowError e) {
                            count(end(claim));
                        }
                    },
                    () -> {
                        gate.failToLeave();
                        try {
                            count(lock.entrance().occupancy().forceOut(OptionalLong.empty()));
                        } catch (StackOverflowError e) {
                            check(!lock.isClaimedByCurrentThread(), "inside, and never claimed");
                        }
                    });
        }

        private void count(boolean answer) {
            ended += answer ? 1 : 0;
        }

        @Override
        public void afterwards() {
            gate.failNoMore();
            check(ended == claims(), claims() + " claims have ended " + ended + " times");
            super.afterwards();
        }
    }

    /** The same with a claim that leaves the lock locked. */
    static final class ForceFailsBesideLeavingLocked extends ForceFails {

        @Override
        boolean end(Claim claim) {
            return claim.leaveLocked();
        }

        @Override
        public void afterwards() {
            gate.leaveForeign();
            super.afterwards();
        }
    }

    /** An Error strikes a claim that is through the gate; the next claim or the reaper mends that. */
    static final class EnterFails extends ReaperPlay {

        @Override
        public List<Act> acts() {
            gate.failToEnter();
            return List.of(
                    beside(() -> {
                        struck();
                        use(lock.claim());
                    }),
                    beside(() -> {
                        struck();
                        lock.tryClaim().ifPresent(this::use);
                    }),
                    this::reap);
        }

        /** Whoever is first. */
        private void struck() {
            try {
                lock.tryClaim().ifPresent(this::use);
            } catch (StackOverflowError e) {
                check(!lock.isClaimedByCurrentThread(), "failed, and inside");
            }
        }

        @Override
        public void afterwards() {
            tick();
            tick();
            super.afterwards();
        }
    }
}

package io.globallock;

import static io.globallock.search.Play.check;

import java.util.List;
import java.util.OptionalLong;

/** What threads may do with a lock at the same time, while nothing fails. */
final class EntrancePlays {

    private EntrancePlays() {}

    /** One claims, one claims and nests, one tries. */
    static final class TakesTurns extends LockPlay {

        @Override
        public List<Act> acts() {
            return List.of(
                    () -> use(lock.claim()), this::nest, () -> lock.tryClaim().ifPresent(this::use));
        }

        private void nest() {
            Claim outer = lock.claimRecursive();
            Claim inner = lock.claimRecursive();
            check(outer.depth() == 2, "it is not counted");
            check(inner.release(), "the inner release says that it was lost");
            use(outer);
        }
    }

    /** Another process holds and leaves; one waits for a time, one for as long as it takes, one tries. */
    static final class TimesOut extends LockPlay {

        @Override
        public List<Act> acts() {
            gate.enterForeign();
            return List.of(
                    () -> {
                        lock.tryClaim().ifPresent(this::use);
                        gate.leaveForeign();
                    },
                    () -> lock.tryClaim(SHORTLY).ifPresent(this::use),
                    () -> use(lock.claim()));
        }
    }

    /** Another process holds; one waits for it and is interrupted, one waits behind it. */
    static final class Interrupts extends LockPlay {

        private Thread waiter = Thread.currentThread();

        @Override
        public List<Act> acts() {
            gate.enterForeign();
            return List.of(
                    () -> {
                        waiter = Thread.currentThread();
                        try {
                            use(lock.claim());
                        } catch (ClaimInterruptedException e) {
                            check(Thread.interrupted(), "the interrupt was swallowed");
                        }
                    },
                    () -> use(lock.claim()),
                    () -> {
                        waiter.interrupt();
                        gate.leaveForeign();
                    });
        }
    }

    /** A detached claim is released by two at once; one of them claims again, and so does a third. */
    static final class ReleasesTwice extends LockPlay {

        private int released;

        @Override
        public List<Act> acts() {
            Claim claim = seen(lock.claimDetached());
            return List.of(
                    () -> {
                        count(claim.release());
                        lock.tryClaim().ifPresent(this::use);
                    },
                    () -> count(claim.release()),
                    () -> use(lock.claim()));
        }

        private void count(boolean answer) {
            released += answer ? 1 : 0;
        }

        @Override
        public void afterwards() {
            check(released == 1, released + " have released it");
            super.afterwards();
        }
    }

    /** Two claim and release, a third forces out whoever is inside. */
    static final class Forces extends LockPlay {

        private int ended;

        @Override
        public List<Act> acts() {
            return List.of(
                    () -> count(seen(lock.claim()).release()),
                    () -> count(seen(lock.claim()).release()),
                    () -> count(lock.entrance().occupancy().forceOut(OptionalLong.empty())));
        }

        private void count(boolean answer) {
            ended += answer ? 1 : 0;
        }

        @Override
        public void afterwards() {
            check(ended == claims(), claims() + " claims have ended " + ended + " times");
            super.afterwards();
        }
    }

    /** One claims and nests while another forces it out and claims. */
    static final class NestsAndForces extends LockPlay {

        @Override
        public List<Act> acts() {
            return List.of(
                    () -> {
                        Claim outer = seen(lock.claimRecursive());
                        Claim inner = seen(lock.claimRecursive());
                        inner.release();
                        outer.release();
                    },
                    () -> {
                        lock.entrance().occupancy().forceOut(OptionalLong.empty());
                        lock.tryClaim().ifPresent(claim -> seen(claim).release());
                    });
        }
    }

    /** One claims and releases twice, another asks whether it was forced out. */
    static final class IsNotForced extends LockPlay {

        @Override
        public List<Act> acts() {
            return List.of(
                    () -> {
                        use(lock.claim());
                        use(lock.claim());
                    },
                    () -> {
                        HeldClaim held = lock.entrance().current();
                        if (held != null) {
                            check(
                                    !lock.entrance().occupancy().noticeLoss(held),
                                    "a loss was noticed, and nobody forced");
                        }
                    });
        }
    }

    /** One claims and nests while another process forces it out, enters and leaves; a third notices the loss, and claims. */
    static final class ForcedByAnotherProcess extends LockPlay {

        private int forced;

        @Override
        public List<Act> acts() {
            return List.of(
                    () -> {
                        Claim outer = seen(lock.claimRecursive());
                        Claim inner = seen(lock.claimRecursive());
                        inner.release();
                        outer.release();
                    },
                    () -> {
                        HeldClaim held = lock.entrance().current();
                        if (held != null) {
                            lock.entrance().occupancy().noticeLoss(held);
                        }
                        seen(lock.claim()).release();
                    },
                    () -> {
                        forced += gate.forceForeign() ? 1 : 0;
                        gate.leaveForeign();
                    });
        }

        @Override
        public void afterwards() {
            check(lostClaims() == forced, lostClaims() + " claims are lost, " + forced + " were forced out");
            super.afterwards();
        }
    }

    /** One closes the lock that two others claim. */
    static final class Closes extends LockPlay {

        private boolean closed;

        @Override
        public List<Act> acts() {
            return List.of(this::claim, this::claim, () -> {
                try {
                    lock.entrance().close();
                    closed = true;
                } catch (IllegalStateException e) {
                    check(!lock.entrance().isClosed(), "closed, and says that it is not");
                }
            });
        }

        private void claim() {
            try {
                boolean late = closed;
                Claim claim = lock.claim();
                check(!late, "entered after the close");
                use(claim);
            } catch (LockClosedException e) {
                check(lock.entrance().isClosed(), "open, and says that it is closed");
            }
        }

        @Override
        public void afterwards() {
            if (!closed) {
                super.afterwards();
                return;
            }
            try {
                lock.tryClaim();
                check(false, "claimed after the close");
            } catch (LockClosedException e) {
                check(lock.entrance().queueLength() == 0, "somebody still queues");
            }
        }
    }
}

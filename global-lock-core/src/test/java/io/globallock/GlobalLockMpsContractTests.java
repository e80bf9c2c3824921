package io.globallock;

import io.globallock.mps.MpsLock;
import io.globallock.mps.MpsLockContract;
import io.globallock.peer.TestLocks;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A global lock is an MPS lock too, whatever it is made of. */
class GlobalLockMpsContractTests {

    @Nested
    class Owned extends ThroughTheView {
        Owned() {
            super(Mechanism.OWNED);
        }
    }

    @Nested
    class Plain extends ThroughTheView {
        Plain() {
            super(Mechanism.PLAIN);
        }
    }

    @Nested
    class Local extends ThroughTheView {
        Local() {
            super(Mechanism.LOCAL);
        }
    }

    @Nested
    class Single extends ThroughTheView {
        Single() {
            super(Mechanism.SINGLE);
        }

        @Override
        protected boolean supportsOtherThreads() {
            return false;
        }
    }

    abstract static class ThroughTheView extends MpsLockContract {

        @RegisterExtension
        final TestLocks testLocks = new TestLocks();

        private final LockOptions options;

        ThroughTheView(Mechanism mechanism) {
            options = LockOptions.defaults().withMechanism(mechanism);
        }

        @Override
        protected MpsLock newLock() {
            return new MpsView(testLocks.closing(GlobalLocks.create(options)).get(testLocks.name()));
        }

        /** A tenth: {@link ExclusionContract} has the full count. */
        @Override
        protected int incrementsPerThread() {
            return 10_000;
        }
    }
}

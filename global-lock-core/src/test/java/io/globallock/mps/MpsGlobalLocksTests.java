package io.globallock.mps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class MpsGlobalLocksTests {

    /** Its binary operations are the public ones; the others reach the same lock past the public door. */
    @Nested
    class TheBinaryOne extends MpsLockContract {
        @Override
        protected MpsLock newLock() {
            return new ForwardingLock(MpsGlobalLocks.binary()) {
                @Override
                public void claim() {
                    MpsGlobalLocks.claimGlobal();
                }

                @Override
                public void release() {
                    MpsGlobalLocks.releaseGlobal();
                }
            };
        }

        @Override
        protected boolean supportsFinish() {
            return false;
        }
    }

    @Nested
    class TheRecursiveOne extends MpsLockContract {
        @Override
        protected MpsLock newLock() {
            return new ForwardingLock(MpsGlobalLocks.recursive()) {
                @Override
                public void claimRecursive() {
                    MpsGlobalLocks.claimGlobalRecursive();
                }

                @Override
                public void releaseRecursive() {
                    MpsGlobalLocks.releaseGlobalRecursive();
                }
            };
        }

        @Override
        protected boolean supportsFinish() {
            return false;
        }
    }

    @Test
    void theTwoAreIndependent() throws Exception {
        MpsGlobalLocks.claimGlobal();
        OtherThread.run(() -> {
            MpsGlobalLocks.claimGlobalRecursive();
            MpsGlobalLocks.releaseGlobalRecursive();
        });
        MpsGlobalLocks.claimGlobalRecursive();
        MpsGlobalLocks.releaseGlobal();
        assertThat(MpsGlobalLocks.recursive().isHeld()).isTrue();
        MpsGlobalLocks.releaseGlobalRecursive();
    }

    @Test
    void initGlobalChangesNothingEvenWhileTheLocksAreHeld() {
        MpsGlobalLocks.claimGlobal();
        MpsGlobalLocks.claimGlobalRecursive();
        MpsGlobalLocks.claimGlobalRecursive();
        MpsGlobalLocks.initGlobal();
        MpsGlobalLocks.releaseGlobalRecursive();
        MpsGlobalLocks.releaseGlobalRecursive();
        MpsGlobalLocks.releaseGlobal();
        assertThat(MpsGlobalLocks.binary().isHeld()).isFalse();
        assertThat(MpsGlobalLocks.recursive().isHeld()).isFalse();
    }

    @Test
    void misuseNamesTheLockMeant() {
        assertThatThrownBy(MpsGlobalLocks::releaseGlobal).hasMessageContaining("MPS global binary lock");
        assertThatThrownBy(MpsGlobalLocks::releaseGlobalRecursive).hasMessageContaining("MPS global recursive lock");
    }

    @Test
    void staticInitialisersOfTwoClassesMayNestInEachOther() {
        assertThat(Outer.VALUE).isEqualTo(42);
        assertThat(MpsGlobalLocks.recursive().isHeld()).isFalse();
    }

    static final class Outer {
        static final int VALUE;

        static {
            MpsGlobalLocks.claimGlobalRecursive();
            VALUE = Inner.HALF * 2;
            MpsGlobalLocks.releaseGlobalRecursive();
        }

        private Outer() {}
    }

    static final class Inner {
        static final int HALF;

        static {
            MpsGlobalLocks.claimGlobalRecursive();
            HALF = Integer.parseInt("21");
            MpsGlobalLocks.releaseGlobalRecursive();
        }

        private Inner() {}
    }
}

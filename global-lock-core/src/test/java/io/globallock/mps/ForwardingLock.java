package io.globallock.mps;

/** Passes every operation on, so that a test can replace some. */
class ForwardingLock implements MpsLock {
    private final MpsLock target;

    ForwardingLock(MpsLock target) {
        this.target = target;
    }

    @Override
    public void claim() {
        target.claim();
    }

    @Override
    public void release() {
        target.release();
    }

    @Override
    public void claimRecursive() {
        target.claimRecursive();
    }

    @Override
    public void releaseRecursive() {
        target.releaseRecursive();
    }

    @Override
    public boolean isHeld() {
        return target.isHeld();
    }

    @Override
    public void finish() {
        target.finish();
    }
}

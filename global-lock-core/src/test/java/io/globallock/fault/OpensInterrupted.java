package io.globallock.fault;

import io.globallock.Claim;
import io.globallock.GlobalLocks;

/** Opens its JVM's first lock on a thread that is interrupted. Argument: the lock. */
final class OpensInterrupted {

    private OpensInterrupted() {}

    public static void main(String[] args) {
        Thread.currentThread().interrupt();
        try (GlobalLocks locks = GlobalLocks.create()) {
            boolean open = locks.get(args[0]).tryClaim().map(Claim::release).isPresent();
            System.out.println("open " + open + ", still interrupted " + Thread.interrupted());
        }
    }
}

package io.globallock.fault;

import io.globallock.GlobalLocks;

/** Claims a lock and exits. */
final class ExitsWhileHolding {

    private ExitsWhileHolding() {}

    public static void main(String[] args) {
        GlobalLocks.create().get(args[0]).claim();
        System.out.println("ready");
        System.exit(3);
    }
}

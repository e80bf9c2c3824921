package io.globallock.fault;

import io.globallock.GlobalLocks;
import java.io.IOException;

/** Claims a lock, starts a child that lives a minute, says its pid, and waits to be killed. */
final class HoldsWithAChild {

    private HoldsWithAChild() {}

    public static void main(String[] args) throws IOException {
        GlobalLocks.create().get(args[0]).claim();
        Process child = new ProcessBuilder("sleep", "60").start();
        System.out.println("ready");
        System.out.println(child.pid());
        System.exit(System.in.read());
    }
}

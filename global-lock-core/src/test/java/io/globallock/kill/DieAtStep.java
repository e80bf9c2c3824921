package io.globallock.kill;

import java.util.function.Consumer;
import jnr.constants.platform.Signal;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;

/** Ends its own process with SIGKILL when it reaches a chosen step of the protocol for the n-th time. */
public final class DieAtStep implements Consumer<String> {

    private static final String PLAN = "global-lock.test.die-at";

    private final POSIX libc = POSIXFactory.getNativePOSIX();
    private int left = -1;

    /** The JVM option that lets a child JVM call this at each step. */
    static String option() {
        return "-Dio.globallock.test.steps=" + DieAtStep.class.getName();
    }

    /** The command that chooses the step of a {@link io.globallock.peer.LockPeer}. */
    static String command(String step, int times) {
        return "set " + PLAN + " " + step + ":" + times;
    }

    /** The command that lets a peer live. */
    static String live() {
        return command("never", 1);
    }

    @Override
    public void accept(String step) {
        String plan = System.getProperty(PLAN, "");
        if (plan.startsWith(step + ":") && isTime(plan)) {
            libc.kill(libc.getpid(), Signal.SIGKILL.intValue());
        }
    }

    private synchronized boolean isTime(String plan) {
        if (left < 0) {
            left = Integer.parseInt(plan.substring(plan.indexOf(':') + 1));
        }
        return --left == 0;
    }
}

package io.globallock.struck;

import java.io.IOError;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Throws an Error, once, when a chosen kind of thread reaches a chosen step of the protocol. */
public final class ThrowAtStep implements Consumer<String> {

    private static final String PLAN = "global-lock.test.throw-at";
    private static final String NOTHING = "nothing";

    /** Whom the Error strikes. */
    enum Who {
        /** Or the thread on which is told what it has found. */
        REAPER,
        OTHERS,
        ANYBODY;

        private boolean isCurrentThread() {
            String thread = Thread.currentThread().getName();
            boolean reaper = thread.equals("global-lock-reaper") || thread.equals("global-lock-events");
            return this == ANYBODY || (this == REAPER) == reaper;
        }
    }

    /** What strikes. */
    enum What {
        OUT_OF_MEMORY {
            @Override
            Error error() {
                return new OutOfMemoryError("struck by a test");
            }
        },
        STACK_OVERFLOW {
            @Override
            Error error() {
                return new StackOverflowError("struck by a test");
            }
        },
        /** As a listener or a logging backend may throw. */
        OTHER {
            @Override
            Error error() {
                return new IOError(new IOException("struck by a test"));
            }
        };

        abstract Error error();
    }

    /** The JVM option that lets a child JVM call this at each step. */
    static String option() {
        return "-Dio.globallock.test.steps=" + ThrowAtStep.class.getName();
    }

    /** The command that chooses what happens to a {@link io.globallock.peer.LockPeer}. */
    static String command(String step, What what, Who who) {
        return "set " + PLAN + " " + step + ":" + what + ":" + who;
    }

    /** The command whose answer is {@value #NOTHING} when it has happened. */
    static String ask() {
        return "get " + PLAN;
    }

    static boolean hasStruck(String answer) {
        return answer.equals(NOTHING);
    }

    @Override
    public void accept(String step) {
        String plan = System.getProperty(PLAN, NOTHING);
        if (!plan.startsWith(step + ":")) {
            return;
        }
        List<String> words = List.of(plan.split(":"));
        if (Who.valueOf(words.get(2)).isCurrentThread()) {
            System.setProperty(PLAN, NOTHING);
            throw What.valueOf(words.get(1)).error();
        }
    }
}

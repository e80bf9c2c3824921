package io.globallock.kill;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** At which steps the next JVMs die: each step in turn. */
final class DeathPlan {

    /** The names of the core's ProtocolStep, which only its own package sees. */
    static final List<String> STEPS = List.of(
            "BEFORE_SLOT_LOCK",
            "AFTER_SLOT_LOCK",
            "BEFORE_CLAIM_CAS",
            "AFTER_CLAIM_CAS",
            "AFTER_TOKEN",
            "IN_RECORD",
            "BEFORE_REGISTRATION",
            "AFTER_REGISTRATION",
            "AFTER_SLEEP",
            "MUTEX_TAKEN",
            "AFTER_DEAD_SLOT_LOCK",
            "AFTER_TAKEOVER_CAS",
            "BEFORE_DEAD_SLOT_UNLOCK",
            "AFTER_DEAD_SLOT_UNLOCK",
            "BEFORE_RELEASE_CAS",
            "AFTER_RELEASE_CAS",
            "REAPER_LOOKS",
            "BEFORE_CLOSE");

    /** A step of a takeover needs somebody who has died before. */
    static final int ENOUGH_FOR_ALL_STEPS = 100;

    private static final List<String> RARE = List.of("SLOT_LOCK", "DEAD_SLOT", "TAKEOVER", "MUTEX", "REAPER", "CLOSE");

    private final Deque<String> queue = new ArrayDeque<>(STEPS);

    String next() {
        String step = queue.remove();
        queue.add(step);
        return step;
    }

    /** This one has not come up in time: it is next again. */
    void postpone(String step) {
        queue.remove(step);
        queue.addFirst(step);
    }

    /** How often a JVM passes the step, the last time dying. At the rare ones, such as those of a takeover, the first time is right. */
    static int times(String step) {
        return RARE.stream().anyMatch(step::contains)
                ? 1
                : 1 + ThreadLocalRandom.current().nextInt(15);
    }
}

package io.globallock.cli;

import io.globallock.LockOptions;

/** How the commands open locks. */
final class Opening {

    private static final double TAKEOVER_DELAY = 1;

    private Opening() {}

    /** @param label what others see as the holder, unless -m says it */
    static LockOptions options(Arguments arguments, String label) {
        return LockOptions.defaults()
                .withTakeoverDelay(arguments.duration(Option.TAKEOVER_DELAY, TAKEOVER_DELAY))
                .withLabel(arguments.text(Option.MESSAGE, label));
    }
}

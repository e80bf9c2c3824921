package io.globallock.cli;

import io.globallock.LockOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

/** How the commands open locks. */
final class Opening {

    private static final double TAKEOVER_DELAY = 1;
    private static final int FOR_A_GROUP = 0660;
    private static final int OCTAL = 8;
    private static final int PERMISSIONS = 0777;

    private Opening() {}

    /** @throws IllegalArgumentException if an option of these cannot be */
    static void check(Arguments arguments) {
        if (arguments.has(Option.MODE) || arguments.has(Option.GROUP) || arguments.has(Option.TRUST)) {
            asked(arguments, "");
        }
    }

    /** @param label what others see as the holder, unless -m says it */
    static LockOptions options(Arguments arguments, String label) {
        LockOptions options = asked(arguments, label);
        return arguments.has(Option.MODE) || arguments.has(Option.GROUP)
                ? options
                : withModeOf(arguments.lock(), options);
    }

    /** Of one of several locks. */
    static LockOptions ofLock(String lock, Arguments arguments, String label) {
        return withModeOf(lock, asked(arguments, label));
    }

    private static LockOptions asked(Arguments arguments, String label) {
        LockOptions options = LockOptions.defaults()
                .withTakeoverDelay(arguments.duration(Option.TAKEOVER_DELAY, TAKEOVER_DELAY))
                .withLabel(arguments.text(Option.MESSAGE, label));
        if (arguments.has(Option.GROUP)) {
            options = options.withGroup(arguments.text(Option.GROUP, "")).withMode(FOR_A_GROUP);
        }
        if (arguments.has(Option.MODE)) {
            options = options.withMode(mode(arguments.text(Option.MODE, "")));
        }
        return arguments.has(Option.TRUST)
                ? options.withTrustedUsers(
                        Set.of(arguments.text(Option.TRUST, "").split(",", -1)))
                : options;
    }

    private static int mode(String text) {
        try {
            return Integer.parseInt(text, OCTAL);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--mode takes an octal number such as 0660, not \"" + text + "\"", e);
        }
    }

    /** Nobody said which mode a lock should have, so whichever it has is none to be warned of. */
    static LockOptions withModeOf(String lock, LockOptions options) {
        Path file = Semaphores.file(lock);
        try {
            int mode = (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return options.withMode(mode & PERMISSIONS);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return options; // there is none yet, or its mode is one to be warned of
        }
    }
}

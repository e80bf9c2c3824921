package io.globallock.cli;

import org.jspecify.annotations.Nullable;

/** What can be asked for: of one lock, in the words of global_lock.py and {@code run}, or of the machine. */
enum Word {
    GET(
            "get",
            true,
            Option.TIMEOUT,
            Option.NONBLOCK,
            Option.CONFLICT,
            Option.AUTO_UNGET,
            Option.UPDATE,
            Option.MESSAGE,
            Option.MODE,
            Option.GROUP,
            Option.TRUST,
            Option.TAKEOVER_DELAY),
    UNGET("unget", true, Option.TIMEOUT, Option.AUTO_UNGET, Option.UPDATE, Option.MESSAGE, Option.TOKEN, Option.TRUST),
    STATE(
            "state",
            true,
            Option.TIMEOUT,
            Option.AUTO_UNGET,
            Option.UPDATE,
            Option.MESSAGE,
            Option.EXIT_CODE,
            Option.JSON,
            Option.FULL),
    TRACE("trace", true, Option.TIMEOUT, Option.AUTO_UNGET, Option.UPDATE, Option.MESSAGE, Option.JSON, Option.CHANGES),
    RUN(
            "run",
            true,
            Option.TIMEOUT,
            Option.NONBLOCK,
            Option.CONFLICT,
            Option.LINE,
            Option.MESSAGE,
            Option.MODE,
            Option.GROUP,
            Option.TRUST,
            Option.TAKEOVER_DELAY),
    CREATE("create", false, Option.MODE, Option.GROUP, Option.TRUST),
    LIST("list", false, Option.COLUMNS, Option.NO_HEADINGS, Option.JSON, Option.FULL),
    TOP("top", false, Option.UPDATE),
    DOCTOR("doctor", false, Option.FULL),
    REAP("reap", false, Option.TAKEOVER_DELAY, Option.EVERY, Option.TRUST),
    COMPLETION("completion", false),
    HELP("help", false),
    VERSION("version", false);

    private final String spelling;
    private final boolean ofLock;

    @SuppressWarnings("ImmutableEnumChecker") // never handed out
    private final Option[] options;

    Word(String spelling, boolean ofLock, Option... options) {
        this.spelling = spelling;
        this.ofLock = ofLock;
        this.options = options;
    }

    /** Whether it stands behind the name of a lock. */
    boolean isOfLock() {
        return ofLock;
    }

    /**
     * Whether the option may stand beside it. The first four take all options of global_lock.py, used or not, as they do there;
     * --compat all, since the name of the program may imply it.
     */
    boolean accepts(Option option) {
        if (option == Option.DEBUG || option == Option.VERBOSE || option == Option.COMPAT) {
            return true;
        }
        for (Option candidate : options) {
            if (candidate == option) {
                return true;
            }
        }
        return false;
    }

    /** The word of that spelling, of whatever kind. */
    static @Nullable Word named(String text) {
        Word word = of(text, true);
        return word == null ? of(text, false) : word;
    }

    /** The word of that spelling and kind. */
    static @Nullable Word of(String text, boolean ofLock) {
        for (Word word : values()) {
            if (word.ofLock == ofLock && word.spelling.equals(text)) {
                return word;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return spelling;
    }
}

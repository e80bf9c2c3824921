package io.globallock.cli;

import org.jspecify.annotations.Nullable;

/** The options, for both readers of the command line, the help and the completion. */
enum Option {
    TIMEOUT(
            "-t",
            "--get-timeout",
            "SEC",
            "get, run: how long to wait for the lock; -1 waits for ever. Default: get 0.5, as global_lock.py; run for ever, as"
                    + " flock(1). Where the holder is dead the takeover delay is waited out, even with 0."),
    NONBLOCK("-n", "--nonblock", null, "get, run: as -t 0."),
    CONFLICT(
            "-E",
            "--conflict-exit-code",
            "N",
            "get, run: the exit status where the lock is not free in time, 0 to 255. Default 1."),
    LINE("-c", "--command", "LINE", "run: a line for sh instead of -- COMMAND."),
    AUTO_UNGET(
            "-a",
            "--auto-unget",
            "SEC",
            "get: hold the lock for so long, then release it and end. Default: leave it locked."),
    UPDATE("-u", "--update", "SEC", "trace, top: time between two looks. Default 0.5, for top 1."),
    MESSAGE(
            "-m",
            "--message",
            "TEXT",
            "get, run: what others see as the holder's name. Default: cli, for run its command. unget: the reason, for the log."),
    TAKEOVER_DELAY(
            null,
            "--takeover-delay",
            "SEC",
            "get, run, reap: how long to watch a dead hold before it is taken. Default 1."),
    EVERY(null, "--every", "SEC", "reap: go on, with a round every SEC seconds."),
    MODE(
            null,
            "--mode",
            "MODE",
            "get, run, create: permission bits of a new lock, octal. Default 0600, with --group 0660."),
    GROUP(null, "--group", "GROUP", "get, run, create: the group that a new lock belongs to."),
    TRUST(
            null,
            "--trust",
            "USERS",
            "Use locks that these users made, too: names or numbers with commas. See README, Permissions."),
    TOKEN(null, "--token", "N", "unget: only if the hold is still the one with this token, as state --json shows it."),
    EXIT_CODE(null, "--exit-code", null, "state: end with 1 if the lock is locked."),
    COLUMNS("-o", "--output", "NAMES", "list: these columns, with commas: " + Column.NAMES + "."),
    NO_HEADINGS(null, "--noheadings", null, "list: without the line of headings."),
    COMPAT(
            null,
            "--compat",
            null,
            "get, unget, state, trace: the lines of global_lock.py V0.1, word for word. Implied where this program is called"
                    + " global_lock or resourcelock."),
    JSON(null, "--json", null, "state, trace, list: JSON, one object or array to the line."),
    FULL(
            null,
            "--full",
            null,
            "state, list, doctor: whole command lines of other processes, in which passwords may stand, not their names only."),
    CHANGES(null, "--changes", null, "trace: only the lines that tell something new."),
    VERBOSE("-v", "--verbose", null, "Log what the library does to standard error."),
    DEBUG(null, "--debug", null, "As -v, with a stack trace for every error."),
    HELP("-h", "--help", null, "This text."),
    VERSION("-V", "--version", null, "The version.");

    private final @Nullable String shortName;
    private final String longName;
    private final @Nullable String value;
    private final String help;

    Option(@Nullable String shortName, String longName, @Nullable String value, String help) {
        this.shortName = shortName;
        this.longName = longName;
        this.value = value;
        this.help = help;
    }

    /** With the hyphens, the short one first. */
    String[] names() {
        return shortName == null ? new String[] {longName} : new String[] {shortName, longName};
    }

    String longName() {
        return longName;
    }

    /** What stands behind it, in words of the help; null for a flag. */
    @Nullable
    String value() {
        return value;
    }

    String help() {
        return help;
    }

    /** Whether global_lock.py or resourcelock has it too: where an abbreviation is ambiguous those win. */
    private boolean isOld() {
        return this == TIMEOUT || this == AUTO_UNGET || this == UPDATE || this == MESSAGE || this == VERBOSE;
    }

    /**
     * The option whose long name begins so, as argparse takes them.
     *
     * @return null if there is none
     * @throws UsageException if there are several
     */
    static @Nullable Option abbreviated(String beginning) {
        Option found = null;
        int old = 0;
        StringBuilder candidates = new StringBuilder();
        int count = 0;
        for (Option option : values()) {
            if (option.longName.startsWith(beginning)) {
                candidates.append(count++ == 0 ? "" : ", ").append(option.longName);
                if (found == null || (option.isOld() && !found.isOld())) {
                    found = option;
                }
                old += option.isOld() ? 1 : 0;
            }
        }
        if (count > 1 && old != 1) {
            throw new UsageException(beginning + " may mean " + candidates);
        }
        return found;
    }

    /** The option of exactly that name. */
    static @Nullable Option named(String name) {
        for (Option option : values()) {
            if (option.longName.equals(name) || name.equals(option.shortName)) {
                return option;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return longName;
    }
}

package io.globallock.cli;

import org.jspecify.annotations.Nullable;

/** The options, for both readers of the command line, the help and the completion. */
enum Option {
    TIMEOUT("-t", "--get-timeout", "SEC", "get, run: how long to wait for the lock; -1 waits for ever. Default 0.5."),
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
            "get, run: what others see as the holder's name. unget: the reason. Default cli."),
    TAKEOVER_DELAY(
            null,
            "--takeover-delay",
            "SEC",
            "get, run, reap: how long to watch a dead hold before it is taken. Default 1."),
    EVERY(null, "--every", "SEC", "reap: go on, with a round every SEC seconds."),
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

package io.globallock.cli;

import io.globallock.posix.SemaphoreName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command line that makes sense.
 *
 * @param word what is asked for
 * @param locks the locks it is asked of; exactly one for a word of a lock
 * @param command for {@code run}: what to run, and its arguments
 * @param options with their values, of which numbers are known to be such
 */
record Arguments(Word word, List<String> locks, List<String> command, Map<Option, String> options) {

    /** What -t says for: no timeout. */
    private static final double NO_TIMEOUT = -1;

    /** global_lock.py's. Not run's: a command that somebody asked for is run, as flock(1) does it. */
    private static final double GET_TIMEOUT = 0.5;

    private static final Duration LONGEST_DELAY = Duration.ofHours(1); // LockOptions'

    /** @throws UsageException naming what is wrong and what would be right */
    static Arguments of(Line line) {
        if (line.options().containsKey(Option.HELP) || isHelp(line.words())) {
            return new Arguments(Word.HELP, List.of(), line.words(), line.options());
        }
        if (line.options().containsKey(Option.VERSION)) {
            return new Arguments(Word.VERSION, List.of(), List.of(), line.options());
        }
        List<String> words = new ArrayList<>(line.words());
        List<String> command = line.rest();
        if (!isRun(words) || words.size() > 2) {
            words.addAll(command); // "-- -odd state": a lock whose name looks like an option
            command = List.of();
            if (isRun(words) && line.words().size() < 2) {
                command = words.subList(2, words.size());
                command = !command.isEmpty() && command.get(0).equals(Line.END_OF_OPTIONS)
                        ? command.subList(1, command.size())
                        : command;
                words = words.subList(0, 2);
            }
        }
        Arguments arguments = new Sense(words, List.copyOf(command), line.options()).make();
        arguments.check();
        return arguments;
    }

    /** "help" and "help run", but not "help x" nor a lock of that name with options. */
    private static boolean isHelp(List<String> words) {
        return !words.isEmpty()
                && words.get(0).equals(Word.HELP.toString())
                && (words.size() == 1 || (words.size() == 2 && Word.named(words.get(1)) != null));
    }

    /** For help: the word that it is asked about; null: all of them. */
    @Nullable
    Word about() {
        Word about = null;
        for (String said : command) {
            Word named = Word.named(said);
            about = named == null || named == Word.HELP ? about : named;
        }
        return about;
    }

    private static boolean isRun(List<String> words) {
        return words.size() >= 2 && words.get(1).equals(Word.RUN.toString());
    }

    private void check() {
        for (Map.Entry<Option, String> entry : options.entrySet()) {
            Option option = entry.getKey();
            if (!word.accepts(option)) {
                throw new UsageException(option + " makes no sense with " + word);
            }
            if ("SEC".equals(option.value())) {
                seconds(option, 0);
            }
        }
        conflict();
        number(Option.TOKEN, 0, Long.MAX_VALUE);
        try {
            Opening.check(this);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        if (duration(Option.TAKEOVER_DELAY, 0).compareTo(LONGEST_DELAY) > 0) {
            throw new UsageException(
                    Option.TAKEOVER_DELAY + " takes at most " + LONGEST_DELAY.toSeconds() + " seconds");
        }
        for (String lock : locks) {
            try {
                SemaphoreName.of(lock);
            } catch (IllegalArgumentException e) {
                throw new UsageException(String.valueOf(e.getMessage()));
            }
        }
    }

    String lock() {
        return locks.get(0);
    }

    boolean has(Option option) {
        return options.containsKey(option);
    }

    String text(Option option, String otherwise) {
        return options.getOrDefault(option, otherwise);
    }

    /**
     * The time to wait for the lock; -1 is given as the longest there is, and 0 as the shortest: a claim with a time waits out the
     * takeover delay where the holder is dead, one without never would, however often a script tries.
     */
    Duration timeout() {
        double seconds =
                has(Option.NONBLOCK) ? 0 : seconds(Option.TIMEOUT, word == Word.RUN ? NO_TIMEOUT : GET_TIMEOUT);
        if (seconds == NO_TIMEOUT) {
            return Duration.ofSeconds(Long.MAX_VALUE);
        }
        return seconds == 0 ? Duration.ofNanos(1) : duration(seconds);
    }

    /** What a get or run ends with that was not in time. */
    int conflict() {
        return (int) number(Option.CONFLICT, ExitStatus.NO, 255);
    }

    /** A whole number, 0 or more. */
    long number(Option option, long otherwise, long most) {
        String text = options.get(option);
        if (text == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // as one that is out of range
        }
        throw new UsageException(option + " takes a whole number from 0 to " + most + ", not \"" + text + "\"");
    }

    Duration duration(Option option, double otherwise) {
        return duration(seconds(option, otherwise));
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9)); // saturates at 292 years
    }

    private double seconds(Option option, double otherwise) {
        String text = options.get(option);
        if (text == null) {
            return otherwise;
        }
        double seconds = Numbers.parse(text);
        if (Double.isNaN(seconds)) {
            throw new UsageException(option + " takes a number of seconds, not \"" + text + "\"");
        }
        boolean mayBeZero = option != Option.UPDATE && option != Option.EVERY;
        boolean forEver = option == Option.TIMEOUT && seconds == NO_TIMEOUT;
        boolean inRange = (seconds > 0 && seconds < Double.POSITIVE_INFINITY) || (seconds == 0 && mayBeZero);
        if (!inRange && !forEver) {
            throw new UsageException(option + " takes a number of seconds, " + (mayBeZero ? "0 or more" : "more than 0")
                    + (option == Option.TIMEOUT ? " or -1 for ever" : "") + ", not " + text);
        }
        return seconds;
    }
}

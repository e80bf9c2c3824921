package io.globallock.cli;

import io.globallock.posix.SemaphoreName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

    private static final Duration LONGEST_DELAY = Duration.ofHours(1); // LockOptions'

    /** @throws UsageException naming what is wrong and what would be right */
    static Arguments of(Line line) {
        if (line.options().containsKey(Option.HELP)) {
            return new Arguments(Word.HELP, List.of(), List.of(), line.options());
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

    /** The time to wait for the lock; -1 is given as the longest there is. */
    Duration timeout() {
        double seconds = seconds(Option.TIMEOUT, 0.5);
        return seconds == NO_TIMEOUT ? Duration.ofSeconds(Long.MAX_VALUE) : duration(seconds);
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
        double seconds;
        try {
            seconds = Double.parseDouble(text);
        } catch (NumberFormatException e) {
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

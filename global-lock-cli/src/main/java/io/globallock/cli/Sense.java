package io.globallock.cli;

import java.util.List;
import java.util.Map;

/**
 * Decides what the words mean. The second word decides: get, unget, state, trace and run make the first the name of a lock, even
 * where that is "list". So {@code list state} is the state of the lock "list"; to examine a lock "state" write its name with the
 * slash: {@code doctor /state}.
 */
record Sense(List<String> words, List<String> command, Map<Option, String> options) {

    /** @throws UsageException if they mean nothing */
    Arguments make() {
        if (words.isEmpty()) {
            throw new UsageException(
                    "nothing to do. Say global-lock LOCK get, unget, state, trace or run, or global-lock list");
        }
        Word ofLock = words.size() < 2 ? null : Word.of(words.get(1), true);
        if (ofLock != null) {
            return ofLock(ofLock);
        }
        Word ofMachine = Word.of(words.get(0), false);
        if (ofMachine != null) {
            return ofMachine(ofMachine);
        }
        String first = words.get(0);
        if (Word.of(first, true) != null) {
            throw new UsageException(
                    "the lock comes first: global-lock " + (words.size() < 2 ? "LOCK" : words.get(1)) + " " + first);
        }
        throw new UsageException(
                words.size() < 2
                        ? "what about " + first + "? Say global-lock " + first + " get, unget, state, trace or run"
                        : "\"" + words.get(1) + "\" is none of get, unget, state, trace and run");
    }

    private Arguments ofLock(Word word) {
        String lock = words.get(0);
        if (words.size() > 2) {
            throw new UsageException(
                    word == Word.RUN
                            ? "put -- before the command: global-lock " + lock + " run -- " + words.get(2)
                            : "\"" + words.get(2) + "\" is one word too many");
        }
        if (word == Word.RUN && options.containsKey(Option.LINE)) {
            if (!command.isEmpty()) {
                throw new UsageException("run takes -c LINE or -- COMMAND, not both");
            }
            List<String> line = List.of("sh", "-c", options.getOrDefault(Option.LINE, ""));
            return new Arguments(word, List.of(lock), line, options);
        }
        if (word == Word.RUN && command.isEmpty()) {
            throw new UsageException("run what? Say global-lock " + lock + " run -- COMMAND ARG...");
        }
        return new Arguments(word, List.of(lock), command, options);
    }

    private Arguments ofMachine(Word word) {
        List<String> locks = List.copyOf(words.subList(1, words.size()));
        if (word == Word.CREATE && locks.isEmpty()) {
            throw new UsageException("create what? Say global-lock create LOCK");
        }
        int most = word == Word.REAP || word == Word.CREATE ? Integer.MAX_VALUE : word == Word.DOCTOR ? 1 : 0;
        if (locks.size() > most) {
            throw new UsageException("\"" + locks.get(most) + "\" is one word too many");
        }
        return new Arguments(word, locks, List.of(), options);
    }
}

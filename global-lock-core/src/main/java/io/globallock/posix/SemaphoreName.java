package io.globallock.posix;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The name of a POSIX named semaphore: a slash and 1 to 251 ASCII characters without another.
 *
 * <p>251 = NAME_MAX - strlen("sem."), sem_overview(7). Only printable ASCII: programs in other languages encode the rest
 * differently and would silently open another semaphore. macOS allows 30 characters after the slash (PSEMNAMLEN is 31).
 *
 * @param value the name with its leading slash
 */
public record SemaphoreName(String value) {

    private static final int LONGEST = 251;
    private static final String FILE_PREFIX = "sem.";

    /** @throws IllegalArgumentException naming the rule that the value breaks */
    public SemaphoreName {
        if (!value.startsWith("/")) {
            throw refusal(value, "must start with a slash");
        }
        if (value.length() == 1) {
            throw refusal(value, "is empty");
        }
        int longest = Platform.MACOS ? 30 : LONGEST;
        if (value.length() - 1 > longest) {
            throw refusal(
                    value, "has " + (value.length() - 1) + " characters after the slash; at most " + longest + " fit");
        }
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '/') {
                throw refusal(value, "has a second slash");
            }
            if (c < ' ' || c > '~') {
                throw refusal(value, "has U+%04X at index %d; only printable ASCII is allowed".formatted((int) c, i));
            }
        }
    }

    /** The name of a text with or without its leading slash, as global_lock.py takes it. */
    public static SemaphoreName of(String text) {
        return new SemaphoreName(text.startsWith("/") ? text : "/" + text);
    }

    /** The name without the slash. */
    public String text() {
        return value.substring(1);
    }

    /**
     * The name that was probably meant by one that begins as a semaphore's file does: {@code sem.I2C_lock} is what {@code ls
     * /dev/shm} shows of the semaphore {@code I2C_lock}. Empty for all other names.
     */
    public Optional<SemaphoreName> meant() {
        return text().startsWith(FILE_PREFIX) && text().length() > FILE_PREFIX.length()
                ? Optional.of(of(text().substring(FILE_PREFIX.length())))
                : Optional.empty();
    }

    /** What to tell of a lock that is named as a semaphore's file; empty for all other names. */
    public Optional<String> doubt() {
        return meant().map(meant -> "the lock's name \"%s\" begins with the prefix of its file; is \"%s\" meant?"
                .formatted(text(), meant.text()));
    }

    /** Where glibc on Linux keeps the semaphore. */
    public Path path() {
        return Path.of("/dev/shm/" + FILE_PREFIX + text());
    }

    private static IllegalArgumentException refusal(String value, String why) {
        StringBuilder shown = new StringBuilder();
        value.chars()
                .limit(80)
                .forEach(c -> shown.append(c < ' ' || c > '~' ? "\\u%04x".formatted(c) : String.valueOf((char) c)));
        return new IllegalArgumentException("Semaphore name \"" + shown + "\" " + why + ". A name has 1 to " + LONGEST
                + " ASCII characters and no slash but a leading one.");
    }

    /** As the record's own, whose first use costs a short-lived program 15 ms. */
    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}

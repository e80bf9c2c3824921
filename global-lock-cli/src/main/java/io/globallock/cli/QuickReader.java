package io.globallock.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the plain command lines: options by their exact names, values as arguments of their own. Everything else - help,
 * {@code --update=2}, {@code -u2}, mistakes - is picocli's.
 *
 * <p>It exists because JDK 17 cannot keep picocli's classes in a class data archive (their format is Java 5's), which makes
 * picocli alone cost three times what an empty JVM does. {@code ReadersTests} shows that both read the same.
 */
final class QuickReader {

    private QuickReader() {}

    /** Null: not plain. */
    static @Nullable Line read(String[] args) {
        Map<Option, String> options = new EnumMap<>(Option.class);
        List<String> words = new ArrayList<>();
        int end = Line.optionsEnd(args);
        for (int i = 0; i < end; i++) {
            String arg = args[i];
            if (arg.length() < 2 || arg.charAt(0) != '-') {
                words.add(arg);
                continue;
            }
            Option option = Option.named(arg);
            boolean takesValue = option != null && option.value() != null;
            if (option == null || options.containsKey(option) || (takesValue && i + 1 == end)) {
                return null;
            }
            String value = takesValue ? args[++i] : "";
            if (Option.named(value) != null) {
                return null; // a value is missing
            }
            options.put(option, value);
        }
        return options.containsKey(Option.HELP) ? null : new Line(options, words, Line.rest(args));
    }
}

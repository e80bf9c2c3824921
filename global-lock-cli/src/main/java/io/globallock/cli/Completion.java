package io.globallock.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * {@code completion}: a script for bash. picocli's generator expects the word before the lock, so this is our own, with the
 * options from {@link Option} and {@link Word}.
 */
final class Completion {

    private Completion() {}

    static int print(Console console) {
        StringBuilder options = new StringBuilder();
        for (Word word : Word.values()) {
            options.append("        ").append(word).append(") options='");
            for (Option option : Option.values()) {
                if (word.accepts(option) || option == Option.HELP) {
                    options.append(String.join(" ", option.names())).append(' ');
                }
            }
            options.append("' ;;\n");
        }
        StringBuilder valued = new StringBuilder();
        for (Option option : Option.values()) {
            if (option.value() != null) {
                valued.append(valued.length() == 0 ? "" : " | ").append(String.join(" | ", option.names()));
            }
        }
        console.out().print(template().replace("        @OPTIONS@\n", options).replace("@VALUED@", valued));
        return ExitStatus.DONE;
    }

    private static String template() {
        try (InputStream template = Completion.class.getResourceAsStream("completion.bash")) {
            if (template == null) {
                throw new IllegalStateException("completion.bash is missing in the jar");
            }
            return new String(template.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

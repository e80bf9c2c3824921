package io.globallock.cli;

import java.lang.System.Logger;
import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * Sends the library's log to standard error: warnings, with {@code -v} everything. In place of java.util.logging, whose start
 * takes longer than a whole {@code state}. Public for the service loader only.
 */
public final class StandardErrorLog extends System.LoggerFinder {

    private static final String LEVEL = "io.globallock.cli.log";

    /** For the whole JVM: how much, and whether with stack traces. An unget warns of nothing but what was asked for. */
    static void configure(Arguments arguments) {
        boolean all = arguments.has(Option.VERBOSE) || arguments.has(Option.DEBUG);
        String quiet = arguments.word() == Word.UNGET ? "ERROR" : "WARNING";
        System.setProperty(LEVEL, arguments.has(Option.DEBUG) ? "TRACE" : all ? "DEBUG" : quiet);
    }

    @Override
    public Logger getLogger(String name, Module module) {
        return new Log(name);
    }

    private record Log(String name) implements Logger {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.getSeverity()
                    >= Level.valueOf(System.getProperty(LEVEL, "WARNING")).getSeverity();
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
            if (isLoggable(level)) {
                System.err.println("global-lock: " + Printable.of(message)
                        + (thrown == null ? "" : ": " + Printable.of(thrown.toString())));
                if (thrown != null && isLoggable(Level.TRACE)) {
                    thrown.printStackTrace();
                }
            }
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object... parameters) {
            if (isLoggable(level)) {
                log(level, bundle, filledIn(format, parameters), (Throwable) null);
            }
        }

        /** Without parameters it is no pattern but a text, perhaps with a stranger's braces in it; System.Logger says so. */
        private static String filledIn(String format, @Nullable Object... parameters) {
            if (parameters == null || parameters.length == 0) {
                return format;
            }
            try {
                return MessageFormat.format(format, parameters);
            } catch (IllegalArgumentException e) {
                return format + " " + java.util.Arrays.toString(parameters); // a line of the log stops nobody
            }
        }
    }
}

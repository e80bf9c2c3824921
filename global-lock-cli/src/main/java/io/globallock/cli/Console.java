package io.globallock.cli;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the answers and the complaints go.
 *
 * @param out standard output
 * @param err standard error
 * @param output what is behind {@code out}; null where nobody asks
 */
record Console(PrintStream out, PrintStream err, @Nullable Output output) {

    Console(PrintStream out, PrintStream err) {
        this(out, err, null);
    }

    /** This process's own. */
    static Console standard() {
        Output output = Output.standardOutput();
        return new Console(output.print(), Output.standardError().print(), output);
    }

    /** One line of answer, whatever the text. */
    void say(CharSequence line) {
        out.println(Printable.of(line));
    }

    /** One line for programs, as it is. */
    void write(String line) {
        out.println(line);
    }

    /** One line of complaint, whatever the text. */
    void complain(String text) {
        err.println("global-lock: " + Printable.of(text.replace('\n', ' ')));
    }

    /** Whether nobody reads the answers any more, or they cannot be written. */
    boolean isClosed() {
        return out.checkError();
    }

    /** Why an answer is lost that somebody may be waiting for; null if none is. */
    @Nullable
    String lost() {
        return out.checkError() && output != null ? output.lost() : null;
    }
}

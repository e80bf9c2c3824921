package io.globallock.cli;

import java.io.PrintStream;

/**
 * Where the answers and the complaints go.
 *
 * @param out standard output
 * @param err standard error
 */
record Console(PrintStream out, PrintStream err) {

    /** One line of answer. */
    void say(CharSequence line) {
        out.println(line);
    }

    /** One line of complaint, whatever the text. */
    void complain(String text) {
        err.println("global-lock: " + text.replace('\n', ' '));
    }

    /** Whether nobody reads the answers any more. */
    boolean isClosed() {
        return out.checkError();
    }
}

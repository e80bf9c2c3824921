package io.globallock.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A command line taken apart: options may stand anywhere before the first {@code --}, as argparse allows.
 *
 * @param options with their values; a flag has an empty one
 * @param words what is no option, in order
 * @param rest what follows the first {@code --}
 */
record Line(Map<Option, String> options, List<String> words, List<String> rest) {

    static final String END_OF_OPTIONS = "--";

    /** How many arguments stand before the first {@code --}. */
    static int optionsEnd(String[] args) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals(END_OF_OPTIONS)) {
                return i;
            }
        }
        return args.length;
    }

    /** What follows the first {@code --}. */
    static List<String> rest(String[] args) {
        int end = optionsEnd(args);
        return end == args.length ? List.of() : List.of(Arrays.copyOfRange(args, end + 1, args.length));
    }
}

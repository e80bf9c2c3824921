package io.globallock.cli;

/** Words for commands that a person copies into a shell. */
final class Shell {

    private static final String PLAIN = "_-./+:,@%";

    private Shell() {}

    /** The word as it is, or in single quotes where the shell would take it apart. */
    static String quote(String word) {
        boolean plain = !word.isEmpty();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            plain &=
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || PLAIN.indexOf(c) >= 0;
        }
        return plain ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}

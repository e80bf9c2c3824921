package io.globallock.spring.autoconfigure;

/** Permission bits as people write them. */
final class FileMode {

    private FileMode() {}

    /**
     * The bits of {@code 0660} or {@code rw-rw----}. Nothing without the leading zero: YAML turns an unquoted 0660 into the
     * decimal number 432, which must not pass for 0432.
     */
    static int parse(String text) {
        if (text.matches("0[0-7]{1,4}")) {
            return Integer.parseInt(text, 8);
        }
        if (text.matches("([r-][w-][x-]){3}")) {
            return Integer.parseInt(text.replaceAll("[^-]", "1").replace('-', '0'), 2);
        }
        throw new IllegalArgumentException(
                "mode \"" + text
                        + "\" is neither octal with a leading zero nor like rw-rw----. In YAML put it in quotes: mode: \"0660\"");
    }
}

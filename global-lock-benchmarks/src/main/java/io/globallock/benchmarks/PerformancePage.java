package io.globallock.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The figures inside a page that people write: only what stands between two markers is replaced. */
final class PerformancePage {

    static final String BEGIN = "<!-- figures: written by the benchmark, changes are overwritten -->";
    static final String END = "<!-- end of the figures -->";

    private PerformancePage() {}

    /** @throws IllegalStateException if the page has no place for figures */
    static void write(Path page, String figures) {
        try {
            String old = Files.readString(page);
            int begin = old.indexOf(BEGIN);
            int end = old.indexOf(END);
            if (begin < 0 || end < begin) {
                throw new IllegalStateException(page + " needs the lines\n" + BEGIN + "\n" + END);
            }
            Files.writeString(page, old.substring(0, begin) + BEGIN + "\n\n" + figures + "\n" + old.substring(end));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

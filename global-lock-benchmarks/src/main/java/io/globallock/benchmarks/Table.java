package io.globallock.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** One table of the report, with a line of text above. */
final class Table {

    private final String title;
    private final String text;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String title, String text, String... header) {
        this.title = title;
        this.text = text;
        row(header);
        row(Arrays.stream(header).map(column -> "---").toArray(String[]::new));
    }

    Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** A row that could not be measured, and why. */
    Table skipped(String what, String reason) {
        String[] cells = new String[rows.get(0).size()];
        Arrays.fill(cells, "-");
        cells[0] = what;
        cells[1] = "skipped: " + reason;
        return row(cells);
    }

    String markdown() {
        return rows.stream()
                .map(cells -> String.join(" | ", cells))
                .collect(Collectors.joining(" |\n| ", "### " + title + "\n\n" + text + "\n\n| ", " |\n"));
    }
}

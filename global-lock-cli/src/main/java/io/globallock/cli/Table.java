package io.globallock.cli;

import java.util.ArrayList;
import java.util.List;

/** Columns of text, as wide as their widest cell, two blanks apart. */
final class Table {

    private final List<String[]> rows = new ArrayList<>();

    Table(String... headings) {
        rows.add(headings);
    }

    void add(String... cells) {
        String[] plain = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            plain[i] = Printable.of(cells[i]);
        }
        rows.add(plain);
    }

    /** The headings and the rows. */
    List<String> lines() {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}

package io.globallock.cli;

import io.globallock.LockStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A page of {@code top}: a title, headings, a line for each lock, the locked ones first.
 *
 * @param locks the machine's
 * @param claimsPerSecond of each, in the same order; negative: unknown
 * @param colours whether the state may show in colours
 */
record TopPage(List<LockRow> locks, List<Double> claimsPerSecond, boolean colours) {

    private static final int LONGEST_NAME = 24;
    private static final String PLAIN = "\033[0m";

    /** At most so many lines and columns; what does not fit is cut. */
    List<String> lines(int rows, int columns) {
        List<Integer> order = IntStream.range(0, locks.size())
                .boxed()
                .sorted(Comparator.comparing(i -> !isLocked(locks.get(i))))
                .toList();
        Table table =
                new Table("NAME", "STATE", "VALUE", "HOLDER", "USER", "HELD", "WAIT", "CLAIMS/S", "COMMAND", "LABEL");
        for (int i : order) {
            LockRow lock = locks.get(i);
            double rate = claimsPerSecond.get(i);
            table.add(
                    cut(lock.name(), LONGEST_NAME),
                    lock.state(),
                    lock.value(),
                    lock.holderPid(),
                    lock.user(),
                    lock.held(),
                    lock.waiters(),
                    rate < 0 ? "" : Durations.tenths(rate),
                    lock.command(),
                    lock.label());
        }
        List<String> lines = new ArrayList<>();
        lines.add(cut(title(), columns));
        List<String> cells = table.lines();
        for (int i = 0; i < cells.size() && lines.size() < rows; i++) {
            String line = cut(cells.get(i), columns);
            lines.add(i == 0 ? colour("\033[1m", line) : colour(colourOf(locks.get(order.get(i - 1))), line));
        }
        return lines;
    }

    private String title() {
        long locked = locks.stream().filter(TopPage::isLocked).count();
        return Clock.now().substring(0, 8) + "  " + locks.size() + (locks.size() == 1 ? " lock, " : " locks, ") + locked
                + " locked, q quits"
                + (locks.isEmpty()
                        ? ""
                        : locks.get(0).unseen().map(limits -> "; " + limits).orElse(""));
    }

    private static boolean isLocked(LockRow lock) {
        return lock.status().map(LockStatus::locked).orElse(true);
    }

    /** Red: needs somebody. Yellow: somebody without a name. Green: owned. */
    private static String colourOf(LockRow lock) {
        return switch (lock.state()) {
            case "free" -> "";
            case "owned" -> "\033[32m";
            case "foreign" -> "\033[33m";
            default -> "\033[31m";
        };
    }

    private String colour(String sequence, String line) {
        return colours && !sequence.isEmpty() ? sequence + line + PLAIN : line;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}

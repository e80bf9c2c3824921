package io.globallock.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code top}: the list, drawn anew every second, until q. Where there is no terminal it is printed once. */
final class TopCommand {

    private static final double UPDATE_SECONDS = 1;

    private final Map<String, ClaimRate> rates = new HashMap<>();

    private TopCommand() {}

    static int run(Arguments arguments, Console console) {
        TopCommand top = new TopCommand();
        Duration update = arguments.duration(Option.UPDATE, UPDATE_SECONDS);
        try (Screen screen = Screen.open(console.out())) {
            if (screen == null) {
                top.page(Integer.MAX_VALUE, Integer.MAX_VALUE, false).forEach(console::say);
                return ExitStatus.DONE;
            }
            boolean colours = System.getenv().getOrDefault("NO_COLOR", "").isEmpty(); // no-color.org
            int key;
            do {
                int[] size = screen.size();
                screen.draw(top.page(size[0], size[1], colours));
                key = screen.key(update);
            } while (key != 'q' && key != 'Q');
            return ExitStatus.DONE;
        }
    }

    private List<String> page(int rows, int columns, boolean colours) {
        List<LockRow> locks = LockRow.all();
        return new TopPage(locks, locks.stream().map(this::rate).toList(), colours).lines(rows, columns);
    }

    private double rate(LockRow lock) {
        return rates.computeIfAbsent(lock.name(), name -> new ClaimRate()).next(lock.status(), System.nanoTime());
    }
}

package io.globallock.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the locks beside their rivals and prints the tables.
 *
 * <pre>
 * benchmarks [--quick] [SECTION...]   all sections, or some of: pairs contention handover waiting cost starter cli
 * benchmarks jmh OPTION...            the uncontended pairs under JMH
 * </pre>
 *
 * <p>{@code --quick} only shows that everything runs. Otherwise all sections together are also written into
 * {@code docs/performance.md}, between its markers, if the working directory has that page.
 */
public final class Benchmarks {

    private static final Path PAGE = Path.of("docs", "performance.md");

    private Benchmarks() {}

    /** Exits with 0 whether targets are met or not. */
    public static void main(String[] args) throws IOException {
        List<String> words = new ArrayList<>(List.of(args));
        if (!words.isEmpty() && words.get(0).equals("jmh")) {
            org.openjdk.jmh.Main.main(Arrays.copyOfRange(args, 1, args.length));
            return;
        }
        boolean quick = words.remove("--quick");
        String figures = measure(quick ? Effort.QUICK : Effort.FULL, words);
        System.out.println(figures);
        if (!quick && words.isEmpty() && Files.exists(PAGE)) {
            PerformancePage.write(PAGE, figures);
            System.err.println("written into " + PAGE);
        }
    }

    /** The tables of these sections as Markdown; of all, if none is named. */
    static String measure(Effort effort, List<String> chosen) {
        Map<String, Section> sections = sections();
        if (!sections.keySet().containsAll(chosen)) {
            throw new IllegalArgumentException("sections are " + sections.keySet() + ", not " + chosen);
        }
        String load = Machine.load();
        StringBuilder figures = new StringBuilder();
        sections.forEach((name, section) -> {
            if (chosen.isEmpty() || chosen.contains(name)) {
                System.err.println("measuring " + name);
                figures.append(tables(section, effort));
            }
        });
        return "Measured on %s. Load average %s before, %s after. %d rounds.\n\n%s"
                .formatted(Machine.describe(), load, Machine.load(), effort.rounds(), figures);
    }

    private static Map<String, Section> sections() {
        Map<String, Section> sections = new LinkedHashMap<>();
        sections.put("pairs", new PairSection());
        sections.put("contention", new ContentionSection());
        sections.put("handover", new HandOverSection());
        sections.put("waiting", new WaitingSection());
        sections.put("cost", new CostSection());
        sections.put("starter", new StarterSection());
        sections.put("cli", new CommandLineSection());
        return sections;
    }

    private static String tables(Section section, Effort effort) {
        StringBuilder text = new StringBuilder();
        try (Bench bench = new Bench(effort)) {
            for (Table table : section.measure(bench)) {
                text.append(table.markdown()).append('\n');
            }
        }
        return text.toString();
    }
}

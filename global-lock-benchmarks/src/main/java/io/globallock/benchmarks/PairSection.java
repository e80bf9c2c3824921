package io.globallock.benchmarks;

import io.globallock.benchmarks.rival.JavaRival;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A claim and its release while nobody else wants the lock. */
final class PairSection implements Section {

    private record Entry(String title, Child child, @Nullable Target target) {}

    @Override
    public List<Table> measure(Bench bench) {
        List<Entry> entries = entries(bench);
        List<Samples> results =
                PairRounds.run(entries.stream().map(Entry::child).toList(), bench.effort());
        Samples c = results.get(0);
        Table table = new Table(
                "Uncontended: one claim and its release",
                "CPU time of all threads of the process, garbage collection included.",
                "what",
                "ns: median (min–max)",
                "times C's: median (min–max)",
                "target");
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            Samples ratio = results.get(i).dividedBy(c);
            String judgement = entry.target() == null ? "" : entry.target().judge(ratio.median());
            table.row(entry.title(), results.get(i).show(1), ratio.show(1), judgement);
        }
        if (!Tools.hasPython()) {
            table.skipped("Python ctypes", "no python3 with ctypes");
        }
        return List.of(table);
    }

    /** The first one is what all others are compared with. */
    private static List<Entry> entries(Bench bench) {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry("C `sem_trywait` + `sem_post`", bench.c("semaphore", bench.newName()), null));
        entries.add(new Entry("C robust process-shared mutex", bench.c("mutex", "-"), null));
        entries.add(new Entry("C `flock`", bench.c("flock", bench.newFile()), null));
        for (JavaRival rival : JavaRival.values()) {
            String name = rival == JavaRival.FILE_LOCK ? bench.newFile() : bench.newName();
            entries.add(new Entry(title(rival), bench.java(rival, name), target(rival)));
        }
        if (Tools.hasPython()) {
            entries.add(new Entry("Python ctypes, the same calls", bench.python(bench.newName()), null));
        }
        return entries;
    }

    private static String title(JavaRival rival) {
        return switch (rival) {
            case OWNED -> "**GlobalLock, owned**";
            case PLAIN -> "**GlobalLock, plain**";
            case LOCAL -> "**GlobalLock, local**";
            case THREAD_LOCK -> "**MPS ThreadLock** (threads only)";
            case REENTRANT_LOCK -> "Java `ReentrantLock` (threads only)";
            case FILE_LOCK -> "Java `FileChannel.lock`";
            case JNR -> "Java, bare `sem_trywait` + `sem_post` through JNR";
        };
    }

    private static @Nullable Target target(JavaRival rival) {
        return switch (rival) {
            case OWNED -> Target.atMost(7, 0, "×");
            case PLAIN -> Target.atMost(9, 0, "×");
            case THREAD_LOCK -> Target.atMost(2, 0, "×");
            case LOCAL, REENTRANT_LOCK, FILE_LOCK, JNR -> null;
        };
    }
}

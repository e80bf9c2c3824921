package io.globallock.benchmarks;

import io.globallock.benchmarks.rival.JavaRival;
import io.globallock.benchmarks.rival.Mark;
import io.globallock.benchmarks.rival.RivalMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What strace saw of the thread that claims, between two marks.
 *
 * @param seconds between the marks
 * @param others names of the calls that are neither link checks nor the JVM's own
 */
record SystemCalls(double seconds, long pairs, long linkChecks, List<String> others) {

    /** JVM-internal: private futexes of safepoints, memory of the thread's own allocation buffers. */
    private static final List<String> OF_THE_JVM =
            List.of("_PRIVATE", "sched_yield(", "madvise(", "mprotect(", "SIGSEGV");

    static SystemCalls count(Bench bench) {
        Path trace = Path.of(bench.newFile());
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-ttt", "-o", trace.toString()));
        command.addAll(Tools.java(RivalMain.class, JavaRival.OWNED.name(), bench.newName()));
        Child traced = bench.start("strace", command);
        long turn = bench.effort().turn().toNanos();
        for (int i = 0; i <= bench.effort().warmUps(); i++) {
            traced.ask("pairs", turn);
        }
        long pairs = Bench.numbers(traced.ask("marked", 5 * turn))[0];
        traced.close();
        try {
            return read(Files.readAllLines(trace), pairs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines as {@code PID SECONDS CALL(ARGUMENTS) = RESULT}. */
    private static SystemCalls read(List<String> lines, long pairs) {
        int begin = indexOf(lines, Mark.BEGIN);
        int end = indexOf(lines, Mark.END);
        String thread = lines.get(begin).split(" ", 2)[0] + " ";
        List<String> calls = lines.subList(begin + 1, end).stream()
                .filter(line -> line.startsWith(thread))
                .map(line -> line.split(" +", 3)[2])
                .filter(call -> !call.startsWith("<... ") && OF_THE_JVM.stream().noneMatch(call::contains))
                .toList();
        List<String> others = calls.stream()
                .filter(call -> !call.startsWith("statx("))
                .map(call -> call.replaceAll("\\(.*", ""))
                .toList();
        return new SystemCalls(
                seconds(lines.get(end)) - seconds(lines.get(begin)), pairs, calls.size() - others.size(), others);
    }

    private static int indexOf(List<String> lines, Mark mark) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(mark.path() + "\"")) {
                return i;
            }
        }
        throw new IllegalStateException("strace has not seen " + mark.path());
    }

    private static double seconds(String line) {
        return Double.parseDouble(line.split(" +", 3)[1]);
    }
}

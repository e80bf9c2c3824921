package io.globallock.benchmarks.jmh;

import io.globallock.benchmarks.rival.JavaRival;
import io.globallock.benchmarks.rival.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One claim and its release, uncontended, of each kind. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class PairBenchmark {

    @Param
    public JavaRival rival = JavaRival.OWNED;

    @SuppressWarnings("NullAway.Init")
    private Path file;

    @SuppressWarnings("NullAway.Init")
    private Pair pair;

    @Setup
    public void open() throws IOException {
        String name = "gl-jmh-" + ProcessHandle.current().pid();
        file = rival == JavaRival.FILE_LOCK ? Files.createTempFile(name, "") : Path.of("/dev/shm/sem." + name);
        pair = rival.open(rival == JavaRival.FILE_LOCK ? file.toString() : name);
    }

    @TearDown
    public void close() throws IOException {
        pair.close();
        Files.deleteIfExists(file);
    }

    @Benchmark
    public void pair() {
        pair.once();
    }
}

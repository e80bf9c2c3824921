package io.globallock.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The benchmark runs and yields every row; how fast anything is, no test asks. */
@Timeout(600)
class BenchmarksTests {

    @Test
    void everySectionYieldsItsRows() {
        if (!Boolean.getBoolean("global-lock.test.require-peers")) {
            assumeTrue(Tools.hasGcc(), "needs gcc with libc's headers");
        }
        String figures = Benchmarks.measure(Effort.QUICK, List.of());
        assertThat(figures)
                .contains("GlobalLock, owned", "GlobalLock, plain", "GlobalLock, local", "ThreadLock")
                .contains("sem_trywait", "robust", "flock", "ReentrantLock", "FileChannel.lock", "JNR", "Python")
                .contains("two C processes", "two JVMs, owned", "a JVM, owned, and a C process", "two JVMs, plain")
                .contains("waits, owned", "bytes per pair", "link checks", "other system calls")
                .contains("call of an annotated method", "start of an application", "its CPU time", "Command line")
                .doesNotContain("NaN", "Infinity");
        if (Boolean.getBoolean("global-lock.test.require-peers")) {
            assertThat(figures).doesNotContain("skipped");
        }
    }

    @Test
    void anUnknownSectionIsRefused() {
        assertThatThrownBy(() -> Benchmarks.measure(Effort.QUICK, List.of("speed")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("speed")
                .hasMessageContaining("pairs");
    }
}

package io.globallock.posix;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.peer.TestLocks;
import io.globallock.peer.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class DescriptorTableTests {

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    private final SemaphoreName name = SemaphoreName.of(testLocks.name());

    @BeforeAll
    static void needsSharedMemory() {
        Tool.require(Tool.SHARED_MEMORY);
    }

    @Test
    void theTableHasRoomForAllThatIsOpenAndItsTopIsInside() throws IOException {
        assertThat(DescriptorTable.size()).isGreaterThanOrEqualTo(open().size());
        assertThat(DescriptorTable.top())
                .isLessThan(DescriptorTable.size())
                .isGreaterThanOrEqualTo(DescriptorTable.size() / 2);
    }

    /** A larger table would cost the first lock of a process some 10 ms. */
    @Test
    void theGuardOfASemaphoreStandsAtTheTopOfTheTableAndMakesItNoLarger() throws IOException {
        int size = DescriptorTable.size();
        int top = DescriptorTable.top();
        List<Integer> before = open();
        try (OwnedSemaphore semaphore = OwnedSemaphore.open(name, 0600, Duration.ZERO)) {
            assertThat(semaphore.tryClaim(System.nanoTime(), "test")).isTrue();
            assertThat(open())
                    .as("beside %s", before)
                    .filteredOn(descriptor -> !before.contains(descriptor))
                    .filteredOn(descriptor -> descriptor >= top && descriptor < size)
                    .isNotEmpty();
            assertThat(DescriptorTable.size()).isEqualTo(size);
            assertThat(semaphore.release()).isTrue();
        }
    }

    private static List<Integer> open() throws IOException {
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            return links.map(link -> Integer.valueOf(link.getFileName().toString()))
                    .toList();
        }
    }
}

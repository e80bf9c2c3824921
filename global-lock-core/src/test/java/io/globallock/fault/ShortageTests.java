package io.globallock.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.GlobalLocks;
import io.globallock.Mechanism;
import io.globallock.peer.ChildJvm;
import io.globallock.peer.Peer;
import io.globallock.peer.TestLocks;
import io.globallock.peer.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when the system has no more of what a lock needs: clear errors, and open locks go on. */
@Timeout(120)
class ShortageTests {

    /** An open takes the file, its guard, and for a moment the one that tries the locks. */
    private static final int DESCRIPTORS_OF_AN_OPEN = 3;

    private static final String SMALL_MEMORY = "mount -t tmpfs -o size=16k tmpfs /dev/shm && exec \"$@\"";

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    private final String name = testLocks.name();
    private final String other = testLocks.name();

    @Test
    void withoutDescriptorsAnOpenFailsAndLosesNothing() throws Exception {
        Tool.require(Tool.SHARED_MEMORY);
        String impossible = testLocks.name();
        Files.createDirectory(TestLocks.semaphore(impossible));
        try (GlobalLocks locks = GlobalLocks.create()) {
            locks.get(other).close(); // exists
        }

        List<String> said = run(
                List.of("sh", "-c", "ulimit -n 100 && exec \"$@\"", "sh"),
                ChildJvm.of(OpensWithoutDescriptors.class)
                        .with("-XX:-UseContainerSupport") // else the JVM reads files of its cgroup now and then
                        .command(name, other, impossible));

        assertThat(said).hasSizeGreaterThan(DESCRIPTORS_OF_AN_OPEN + 1);
        for (int free = 0; free < said.size(); free++) {
            if (free < DESCRIPTORS_OF_AN_OPEN) {
                assertThat(said.get(free))
                        .startsWith(free + " free: Lock " + other)
                        .contains("EMFILE", "Close some, or raise RLIMIT_NOFILE.");
            } else {
                assertThat(said.get(free)).isEqualTo(free + " free: opened");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void opensThatFailKeepNoSlot(int free) throws Exception {
        Tool.require(Tool.SHARED_MEMORY);
        String impossible = testLocks.name();
        Files.createDirectory(TestLocks.semaphore(impossible));
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -n 100 && exec \"$@\"", "sh"));
        command.addAll(ChildJvm.of(FailsToOpen.class)
                .with("-XX:-UseContainerSupport") // else the JVM reads files of its cgroup now and then
                .with("-Xmx256m") // no garbage collection may hide it
                .command(name, impossible, free, 1100));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            assertThat(process.inputReader().readLine())
                    .startsWith("1100 failed: ")
                    .contains("EMFILE");
            String inode = ":" + Files.getAttribute(TestLocks.semaphore(name), "unix:ino") + " ";
            assertThat(Files.readAllLines(Path.of("/proc/locks")))
                    .filteredOn(lock -> lock.contains("OFDLCK") && lock.contains(inode))
                    .isEmpty();
            try (GlobalLocks locks = GlobalLocks.create()) {
                assertThat(locks.get(name).claim().release()).isTrue();
            }
        } finally {
            process.getOutputStream().close();
            assertThat(process.waitFor()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNED", "PLAIN"})
    void inFullSharedMemoryOnlyNewLocksFail(Mechanism mechanism) throws Exception {
        Tool.require(Tool.SHARED_MEMORY, Tool.MOUNT_NAMESPACE);
        String fresh = testLocks.name();

        List<String> said = run(
                List.of("unshare", "--mount", "sh", "-c", SMALL_MEMORY, "sh"),
                ChildJvm.of(OpensInFullMemory.class).command(mechanism, name, other, fresh));

        String holder = mechanism == Mechanism.OWNED ? "main" : "nobody known";
        String works = "held by " + holder + ", released true, value 1";
        assertThat(said).hasSize(5);
        assertThat(said.get(0)).startsWith("new: Lock " + fresh).contains("ENOSPC", "/dev/shm is full");
        assertThat(said.get(1)).isEqualTo("open: " + works);
        assertThat(said.get(2)).isEqualTo("existing: " + works);
        assertThat(said.get(3)).isEqualTo("left behind: false");
        assertThat(said.get(4)).isEqualTo("new, with room: " + works);
    }

    private static List<String> run(List<String> wrapper, List<String> jvm) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(jvm);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }

    /** Cold: nothing but the claim has run. Three JVMs, since a heap is not filled twice in the same way. */
    @RepeatedTest(3)
    void theFirstReleaseNeedsNoMemory() {
        Peer jvm = testLocks.closing(
                ChildJvm.of(ReleasesInFullHeap.class).with("-Xmx24m").start(testLocks.name()));
        assertThat(jvm.answer()).isEqualTo("released in a full heap, held false");
    }
}

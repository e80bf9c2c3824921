package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.globallock.peer.ChildJvm;
import io.globallock.peer.TestLocks;
import io.globallock.peer.Tool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The file of a lock that did not exist: what it has from the moment on at which others can see it. */
@Timeout(120)
class NewFileTests {

    private static final int GROUP = 54321;

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    private final String name = testLocks.name();
    private final Path file = TestLocks.semaphore(name);

    @BeforeAll
    static void needsSharedMemory() {
        Tool.require(Tool.SHARED_MEMORY);
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNED", "PLAIN"})
    void aFileIsCompleteWhenItGetsItsName(Mechanism mechanism) throws Exception {
        LockOptions options = LockOptions.defaults().withMechanism(mechanism).withMode(0660);
        Set<String> seen = new ConcurrentSkipListSet<>();
        AtomicBoolean done = new AtomicBoolean();
        Thread watcher = new Thread(() -> watch(seen, done));
        watcher.start();
        try (GlobalLocks locks = GlobalLocks.create(options)) {
            for (int i = 0; i < 300; i++) {
                try (GlobalLock lock = locks.get(name)) {
                    assertThat(lock.isLocked()).isFalse();
                }
                Files.delete(file);
            }
        } finally {
            done.set(true);
            watcher.join();
        }
        assertThat(seen).containsOnly("rw-rw---- " + (mechanism == Mechanism.OWNED ? 4096 : 32));
    }

    private void watch(Set<String> seen, AtomicBoolean done) {
        while (!done.get()) {
            try {
                Map<String, Object> attributes = Files.readAttributes(file, "posix:permissions,size");
                @SuppressWarnings("unchecked")
                var permissions = (Set<java.nio.file.attribute.PosixFilePermission>) attributes.get("permissions");
                seen.add(PosixFilePermissions.toString(permissions) + " " + attributes.get("size"));
            } catch (NoSuchFileException e) {
                // Not made yet, or deleted again.
            } catch (java.io.IOException e) {
                seen.add(e.toString());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNED", "PLAIN"})
    void aFileGetsItsGroup(Mechanism mechanism) throws Exception {
        assumeTrue(isRoot(), "only root can give a file to any group");
        LockOptions options =
                LockOptions.defaults().withMechanism(mechanism).withMode(0660).withGroup(String.valueOf(GROUP));
        try (GlobalLocks locks = GlobalLocks.create(options)) {
            assertThat(locks.get(name).claim().release()).isTrue();
        }
        assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(GROUP);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-rw----");
    }

    @Test
    void aGroupIsKnownByNameToo() throws Exception {
        assumeTrue(isRoot(), "only root can give a file to any group");
        LockOptions options = LockOptions.defaults().withMode(0660).withGroup("daemon");
        try (GlobalLocks locks = GlobalLocks.create(options)) {
            assertThat(locks.get(name).claim().release()).isTrue();
        }
        assertThat(Files.readAttributes(file, java.nio.file.attribute.PosixFileAttributes.class)
                        .group()
                        .getName())
                .isEqualTo("daemon");
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNED", "PLAIN"})
    void aGroupThatCannotBeIsRefusedAndNoFileMade(Mechanism mechanism) {
        LockOptions options = LockOptions.defaults().withMechanism(mechanism);
        assertRefused(
                options.withMode(0660).withGroup("no-such-group"),
                "group no-such-group: this system knows no group of that name",
                "groupadd");
        assertRefused(options.withGroup("daemon"), "group daemon nothing: mode 0600", "Set the mode to 0660");
    }

    private void assertRefused(LockOptions options, String... message) {
        try (GlobalLocks locks = GlobalLocks.create()) {
            assertThatThrownBy(() -> locks.get(name, options))
                    .isInstanceOf(LockUnavailableException.class)
                    .hasMessageContainingAll(message);
        }
        assertThat(file).doesNotExist();
    }

    /** Opens a lock for the group. Arguments: name, mechanism, group or empty. */
    static final class Opener {
        public static void main(String[] args) {
            LockOptions options = LockOptions.defaults()
                    .withMechanism(Mechanism.valueOf(args[1]))
                    .withMode(0660);
            try (GlobalLocks locks = GlobalLocks.create(args[2].isEmpty() ? options : options.withGroup(args[2]))) {
                System.out.println("released: " + locks.get(args[0]).claim().release());
            } catch (LockUnavailableException e) {
                System.out.println("unavailable: " + e.getMessage());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNED", "PLAIN"})
    void whoMayNotGiveItAwayMakesNoFile(Mechanism mechanism) throws Exception {
        Tool.require(Tool.SETPRIV);
        assumeTrue(isRoot(), "only root can drop its rights");
        assertThat(run(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all"), mechanism, "" + GROUP))
                .startsWith("unavailable: Lock " + name)
                .contains("gid " + GROUP, "EPERM", "the group's own members");
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNED", "PLAIN"})
    void withoutNamelessFilesLibcMakesItAndTheModeIsRight(Mechanism mechanism) throws Exception {
        Tool.require(Tool.STRACE);
        for (String fault : List.of("linkat:error=EPERM:when=1", "openat:error=EOPNOTSUPP")) {
            List<String> strace =
                    new ArrayList<>(List.of("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=linkat,openat"));
            if (fault.startsWith("openat")) {
                strace.addAll(List.of("-P", "/dev/shm"));
            }
            strace.addAll(List.of("-e", "inject=" + fault));
            assertThat(run(strace, mechanism, "")).as(fault).isEqualTo("released: true");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-rw----");
            Files.delete(file);
            assertThat(run(strace, mechanism, "0")).contains("before others see it", "no file is made");
            assertThat(file).doesNotExist();
        }
    }

    private String run(List<String> wrapper, Mechanism mechanism, String group) throws Exception {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(ChildJvm.of(Opener.class).command(name, mechanism, group));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static boolean isRoot() throws Exception {
        return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    }
}

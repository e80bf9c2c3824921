package io.globallock.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.globallock.GlobalLocks;
import io.globallock.spring.LockTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An application that the system really keeps from its semaphore. */
@Timeout(120)
class DeniedPermissionTests {

    private final String name = LockTests.uniqueName();
    private final Path file = Path.of("/dev/shm/sem." + name);
    private List<String> asOrdinaryUser = List.of();

    @BeforeEach
    void createSemaphore() throws IOException, InterruptedException {
        assumeTrue(Files.isDirectory(file.getParent()), "needs /dev/shm");
        if ((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0) {
            asOrdinaryUser = List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all"); // root that obeys modes
            assumeTrue(
                    Boolean.getBoolean("global-lock.test.require-peers") || canRun("true"),
                    "as root it needs setpriv, to give up root's rights");
        }
        try (GlobalLocks locks = GlobalLocks.create()) {
            locks.get(name);
        }
    }

    @AfterEach
    void unlink() throws IOException {
        Files.deleteIfExists(file);
    }

    @Test
    void theApplicationFailsAndSaysWhichFileNeedsWhichPermission() throws IOException, InterruptedException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));

        BareJvm jvm = start();

        assertThat(jvm.exitStatus()).as(jvm.output()).isEqualTo(1);
        assertThat(jvm.output())
                .contains("APPLICATION FAILED TO START")
                .containsPattern("Description:\\s+Lock " + name + ".*EACCES \\(Permission denied\\)")
                .containsPattern("Action:\\s+Give this user read and write permission on " + file)
                .doesNotContain("protected=");
    }

    /** Proves that nothing but the mode was in the way. */
    @Test
    void theSameApplicationStartsWherePermissionIsGiven() throws IOException, InterruptedException {
        BareJvm jvm = start();

        assertThat(jvm.exitStatus()).as(jvm.output()).isZero();
        assertThat(jvm.output()).contains("protected=true");
    }

    private BareJvm start() throws IOException, InterruptedException {
        return BareJvm.run(asOrdinaryUser, BareJvm.OPTIONAL, "--global-lock.locks.only.name=" + name);
    }

    private boolean canRun(String program) throws InterruptedException {
        try {
            List<String> command =
                    Stream.concat(asOrdinaryUser.stream(), Stream.of(program)).toList();
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}

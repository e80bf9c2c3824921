package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.globallock.peer.ChildJvm;
import io.globallock.peer.TestLocks;
import io.globallock.peer.Tool;
import io.globallock.posix.NamedSemaphore;
import io.globallock.posix.PosixException;
import io.globallock.posix.SemaphoreName;
import io.globallock.posix.SemaphoreOpening;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Semaphores of another user, and the mode of new ones. */
@Timeout(60)
class PermissionTests {

    private static final int NOBODY = 65534;

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    private final String name = testLocks.name();
    private final Path file = TestLocks.semaphore(name);

    /** Opens a lock and tells how that went. Arguments: name, mechanism. */
    static final class Opener {
        public static void main(String[] args) {
            LockOptions options = LockOptions.defaults().withMechanism(Mechanism.valueOf(args[1]));
            try (GlobalLocks locks = GlobalLocks.create(options)) {
                System.out.println(
                        "claimed and released: " + locks.get(args[0]).claim().release());
            } catch (LockUnavailableException e) {
                System.out.println("unavailable: " + e.getMessage());
                System.out.println(e.getCause() instanceof PosixException cause ? cause.errnoName() : e.getCause());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNED", "PLAIN"})
    void aSemaphoreOfAnotherUserIsUnavailableAndTheMessageSaysWhatToDo(Mechanism mechanism) throws Exception {
        Tool.require(Tool.SHARED_MEMORY, Tool.SETPRIV);
        assumeTrue(isRoot(), "only root can give a semaphore to another user");
        SemaphoreName semaphore = SemaphoreName.of(name);
        NamedSemaphore.open(semaphore, SemaphoreOpening.exclusive(0600, 1)).close();
        assertThat(openWithoutPrivileges(mechanism)).isEqualTo("claimed and released: true");

        Files.setAttribute(file, "unix:uid", NOBODY);
        assertThat(openWithoutPrivileges(mechanism))
                .startsWith("unavailable: Lock " + name)
                .contains("EACCES (Permission denied)", "Use the same user, or mode 0660 and a common group")
                .endsWith("EACCES");

        LockOptions trusting = LockOptions.defaults().withTrustedUsers(Set.of(String.valueOf(NOBODY)));
        try (GlobalLocks locks = GlobalLocks.create(trusting)) {
            assertThat(locks.get(name).claim().release()).as("nothing was lost").isTrue();
        }
    }

    private static boolean isRoot() throws Exception {
        return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    }

    /** As root without the capabilities that overlook permissions. */
    private String openWithoutPrivileges(Mechanism mechanism) throws Exception {
        List<String> command = new ArrayList<>(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all"));
        command.addAll(ChildJvm.of(Opener.class).command(name, mechanism));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void aNewOwnedSemaphoreHasTheModeThatIsAskedForWhateverTheUmask() throws Exception {
        Tool.require(Tool.SHARED_MEMORY);
        try (GlobalLocks locks = GlobalLocks.create(LockOptions.defaults().withMode(0666))) {
            assertThat(locks.get(name).isLocked()).isFalse();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-rw-rw-");
        }
    }

    @Test
    void aFileThatSomebodyMayOnlyReadIsReported() throws Exception {
        Tool.require(Tool.SHARED_MEMORY);
        NamedSemaphore.open(SemaphoreName.of(name), SemaphoreOpening.exclusive(0644, 1))
                .close(); // as C programs do
        RecordedEvents events = new RecordedEvents();
        try (GlobalLocks locks = GlobalLocks.create()) {
            locks.addListener(events);
            assertThat(locks.get(name).claim().release()).isTrue();
            await().untilAsserted(() -> assertThat(events.words())
                    .anyMatch(word -> word.contains("its group may read it and not write")
                            && word.contains("others may read it and not write")));
        }
    }

    @Test
    void withoutOptionsASemaphoreIsItsUsersOwn() throws Exception {
        Tool.require(Tool.SHARED_MEMORY);
        try (GlobalLocks locks = GlobalLocks.create()) {
            assertThat(locks.get(name).isLocked()).isFalse();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }
}

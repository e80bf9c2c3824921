package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.globallock.peer.TestLocks;
import io.globallock.peer.Tool;
import io.globallock.posix.NamedSemaphore;
import io.globallock.posix.SemaphoreName;
import io.globallock.posix.SemaphoreOpening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Semaphores that another user made before: their owner could do with the lock whatever he likes. */
@Timeout(60)
class OwnerTests {

    private static final int NOBODY = 65534;
    private static final int GROUP = 54321;

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    private final String name = testLocks.name();
    private final Path file = TestLocks.semaphore(name);

    @BeforeAll
    static void onlyRootCanGiveFilesAway() throws IOException {
        Tool.require(Tool.SHARED_MEMORY);
        assumeTrue((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0, "only root can give files away");
    }

    @BeforeEach
    void anotherUserHasMadeIt() throws IOException {
        NamedSemaphore.open(SemaphoreName.of(name), SemaphoreOpening.exclusive(0600, 1))
                .close();
        Files.setAttribute(file, "unix:uid", NOBODY);
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNED", "PLAIN"})
    void anothersFileIsRefusedWithItsOwnerAndTheOptionAndNotTouched(Mechanism mechanism) throws IOException {
        byte[] before = Files.readAllBytes(file);
        assertRefused(
                LockOptions.defaults().withMechanism(mechanism),
                file.toString(),
                "belongs to uid 65534 (nobody)",
                "uid 0 (root)",
                "option trusted-users: 65534",
                "README, Permissions");
        assertThat(file).hasBinaryContent(before);
        assertThat(LockInspector.inspect(name)).as("a look is harmless").isPresent();
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNED", "PLAIN"})
    void aTrustedUsersFileIsUsed(Mechanism mechanism) {
        LockOptions options = LockOptions.defaults().withMechanism(mechanism);
        assertOpens(options.withTrustedUsers(Set.of("65534")));
        assertOpens(options.withTrustedUsers(Set.of("daemon", "nobody")));
        assertRefused(options.withTrustedUsers(Set.of("daemon")), "belongs to uid 65534");
        assertRefused(
                options.withTrustedUsers(Set.of("daemon", "no-such-user")),
                "No user is known here that is called no-such-user.");
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNED", "PLAIN"})
    void aFileForTheCommonGroupIsUsed(Mechanism mechanism) throws IOException {
        LockOptions forAGroup = LockOptions.defaults().withMechanism(mechanism).withMode(0660);
        LockOptions forTheGroup = forAGroup.withGroup(String.valueOf(GROUP));
        Files.setAttribute(file, "unix:gid", GROUP);
        assertRefused(forTheGroup, "Its mode is 0600 and its group gid 54321");

        Files.setAttribute(file, "unix:mode", 0660);
        assertOpens(forTheGroup);
        assertRefused(forAGroup, "Its mode is 0660 and its group gid 54321", "not the configured one");
        assertRefused(LockOptions.defaults().withMechanism(mechanism), "belongs to uid 65534");
        assertRefused(forAGroup.withGroup("daemon"), "belongs to uid 65534");

        Files.setAttribute(file, "unix:gid", 0);
        assertOpens(forAGroup); // this process's own group
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNED", "PLAIN"})
    void whereEverybodyMayUseNewFilesEverybodysAreUsed(Mechanism mechanism) {
        assertOpens(LockOptions.defaults().withMechanism(mechanism).withMode(0666));
    }

    private void assertOpens(LockOptions options) {
        try (GlobalLocks locks = GlobalLocks.create(options)) {
            assertThat(locks.get(name).claim().release()).isTrue();
        }
    }

    private void assertRefused(LockOptions options, String... message) {
        try (GlobalLocks locks = GlobalLocks.create(options)) {
            assertThatThrownBy(() -> locks.get(name))
                    .isInstanceOf(LockUnavailableException.class)
                    .hasMessageContainingAll(message);
        }
    }
}

package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.globallock.peer.TestLocks;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments that no lock could have, and uses of what is closed. */
@Timeout(60)
class BadInputTests {

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    private final GlobalLocks locks = testLocks.closing(GlobalLocks.create());

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "//", "a/b", "/a/", "a\0b", "gr\u00fcn", "tab\t", "line\n", "\u007f"})
    void aMalformedNameIsRefused(String name) {
        for (Mechanism mechanism : Mechanism.values()) {
            assertThatThrownBy(() -> locks.get(name, LockOptions.defaults().withMechanism(mechanism)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("A name has 1 to 251 ASCII characters");
        }
        assertThatThrownBy(() -> LockInspector.inspect(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LockInspector.users(name)).isInstanceOf(IllegalArgumentException.class);
        assertThat(locks.locks()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theLongestNameWorksAndALongerOneIsRefused(Mechanism mechanism) throws Exception {
        LockOptions options = LockOptions.defaults().withMechanism(mechanism);
        String longest = testLocks.name() + "x".repeat(251);
        String name = longest.substring(0, 251);
        assertThatThrownBy(() -> locks.get(longest.substring(0, 252), options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("252 characters");
        try {
            assertThat(locks.get(name, options).claim().release()).isTrue();
        } finally {
            java.nio.file.Files.deleteIfExists(TestLocks.semaphore(name));
        }
    }

    @Test
    void oneLeadingSlashIsAccepted() {
        String name = testLocks.name();
        assertThat(locks.get("/" + name)).isSameAs(locks.get(name));
        assertThat(locks.get(name).name()).isEqualTo(name);
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        LockOptions defaults = LockOptions.defaults();
        assertRefused(() -> defaults.withMode(-1), "mode 037777777777 is outside 0 to 0777");
        assertRefused(() -> defaults.withMode(01000), "mode 01000 is outside 0 to 0777");
        for (int mode : new int[] {0644, 0640, 0604, 0464, 0755}) {
            assertRefused(() -> defaults.withMode(mode), "read and not write");
        }
        assertRefused(() -> defaults.withGroup(""), "is no name of a user or group");
        assertRefused(() -> defaults.withTrustedUsers(Set.of("pi", "a:b")), "\"a:b\" is no name of a user or group");
        assertRefused(() -> defaults.withTrustedUsers(Set.of("tab\t")), "\"tab?\" is no name");
        assertThatThrownBy(() -> defaults.withGroup(null)).isInstanceOf(NullPointerException.class);
        assertRefused(() -> defaults.withTakeoverDelay(Duration.ofNanos(-1)), "is outside PT0S to PT1H");
        assertRefused(() -> defaults.withTakeoverDelay(Duration.ofSeconds(3601)), "is outside PT0S to PT1H");
        assertThatThrownBy(() -> defaults.withLabel(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> defaults.withLockInfo(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> defaults.withMechanism(null)).isInstanceOf(NullPointerException.class);
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    @Test
    void oneJvmCannotOpenALockInTwoWays() {
        String name = testLocks.name();
        GlobalLock lock = locks.get(name);
        GlobalLocks others = testLocks.closing(GlobalLocks.create());
        LockOptions local = LockOptions.defaults().withMechanism(Mechanism.LOCAL);
        assertRefused(() -> others.get(name, local), "is open in this JVM with");
        assertRefused(() -> locks.get(name, local), "Close it first");

        assertThat(others.get(name)).isSameAs(lock);
        assertThat(lock.claim().release()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aClosedLockRefusesEverythingAndCanBeOpenedAnew(Mechanism mechanism) {
        LockOptions options = LockOptions.defaults().withMechanism(mechanism);
        String name = testLocks.name();
        GlobalLock closed = locks.get(name, options);
        closed.close();
        closed.close();

        List<ThrowingCallable> uses = List.of(
                closed::claim,
                () -> closed.claim(Duration.ofSeconds(1)),
                closed::tryClaim,
                closed::claimRecursive,
                closed::tryClaimDetached,
                () -> closed.forceRelease("test"),
                closed::isLocked,
                closed::value,
                closed::status,
                closed::holder,
                () -> closed.asLock().lock(),
                () -> closed.asLock().tryLock(1, TimeUnit.SECONDS));
        for (ThrowingCallable use : uses) {
            assertThatThrownBy(use)
                    .isInstanceOfSatisfying(LockClosedException.class, e -> assertThat(e.lockName())
                            .isEqualTo(name))
                    .hasMessageContaining("get it again");
        }
        assertThat(closed.isClaimedByCurrentThread()).isFalse();
        assertThat(closed.name()).isEqualTo(name);

        GlobalLock reopened = locks.get(name, options);
        assertThat(reopened).isNotSameAs(closed);
        assertThat(reopened.claim().release()).isTrue();
    }
}

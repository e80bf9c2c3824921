package io.globallock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.LockInspector;
import io.globallock.LockUnavailableException;
import io.globallock.posix.SemaphoreName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any text as a name: it is refused with a reason, or it is one file in /dev/shm and no other. */
class NameFuzzTests {

    private static final Path SHM = Path.of("/dev/shm");
    private static final String OWN = "gl-fuzz-" + ProcessHandle.current().pid() + "-";

    @Property
    void aNameIsRefusedOrLeadsToOneFileInSharedMemory(@ForAll("texts") String text) {
        SemaphoreName name = accepted(text);
        if (name != null) {
            Path path = name.path();
            assertThat(path.getParent()).isEqualTo(SHM);
            assertThat(path.normalize()).isEqualTo(path);
            assertThat(path.getFileName()).hasToString("sem." + name.text());
            assertThat(name.text()).hasSizeBetween(1, 251).matches("[ -~&&[^/]]+");
        }
    }

    @Property
    void lookingAtAnyNameEndsWithAnAnswerOrARefusal(@ForAll("texts") String text) {
        if (accepted(text) == null) {
            try {
                LockInspector.inspect(text);
                throw new AssertionError("inspected " + text);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("Semaphore name");
            }
        } else {
            LockInspector.inspect(text);
        }
    }

    @Property
    void aLockOfAnyNameOpensOrIsRefusedAndLeavesNothingElseBehind(@ForAll("texts") String text) throws IOException {
        SemaphoreName name = accepted(OWN + text);
        try (GlobalLocks locks = GlobalLocks.create()) {
            GlobalLock lock = locks.get(OWN + text);
            assertThat(name).isNotNull();
            try (Claim claim = lock.claim()) {
                assertThat(claim.isHeld()).isTrue();
            }
            assertThat(name.path()).isRegularFile();
            Files.delete(name.path());
        } catch (IllegalArgumentException e) {
            assertThat(name).as(e.getMessage()).isNull();
        } catch (LockUnavailableException e) {
            assertThat(name).isNotNull();
            assertThat(name.path()).doesNotExist();
        }
    }

    private static SemaphoreName accepted(String text) {
        try {
            return SemaphoreName.of(text);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).contains("A name has").isPrintable();
            return null;
        }
    }

    @Provide
    static Arbitrary<String> texts() {
        Arbitrary<String> plain = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(260);
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(40);
        Arbitrary<String> traps =
                Arbitraries.of("", "/", "//", ".", "..", "/..", "sem.x", "/sem.x", "a/../b", "x\0y", "%s%n", "-t");
        return Arbitraries.oneOf(plain, any, traps);
    }
}

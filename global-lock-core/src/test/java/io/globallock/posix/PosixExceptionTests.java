package io.globallock.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jnr.constants.platform.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PosixExceptionTests {

    @Test
    void theMessageHasCallNameErrnoItsTextAndTheWayOut() {
        PosixException e = C.failure("sem_open", "/no-such-lock-anywhere", Errno.EACCES.intValue());
        assertThat(e)
                .hasMessageStartingWith("sem_open(/no-such-lock-anywhere): EACCES (Permission denied). ")
                .hasMessageEndingWith(".");
        assertThat(e.call()).isEqualTo("sem_open");
        assertThat(e.name()).isEqualTo("/no-such-lock-anywhere");
        assertThat(e.errno()).isEqualTo(Errno.EACCES.intValue());
        assertThat(e.errnoName()).isEqualTo("EACCES");
    }

    @Test
    void anUnknownErrnoIsShownAsItsNumber() {
        PosixException e = C.failure("sem_post", "/I2C_lock", 4711);
        assertThat(e).hasMessageContaining("sem_post(/I2C_lock): errno 4711. See the ERRORS section of sem_post");
        assertThat(e.errnoName()).isEqualTo("errno 4711");
    }

    @ParameterizedTest
    @EnumSource(
            value = Errno.class,
            names = {
                "EACCES",
                "ENOENT",
                "EEXIST",
                "EMFILE",
                "ENFILE",
                "ENOSPC",
                "ENOMEM",
                "EOVERFLOW",
                "ELOOP",
                "EPERM",
                "EROFS",
                "EDQUOT"
            })
    void anErrnoThatUsersMeetHasAWayOutOfItsOwn(Errno errno) {
        assertThat(Advice.of("sem_open", "/I2C_lock", errno.intValue()))
                .isNotEqualTo(Advice.of("sem_open", "/I2C_lock", 4711))
                .endsWith(".");
    }

    @Test
    void whoeverMayDoItByItsModeIsNotSentToTheMode(@TempDir Path folder) throws IOException {
        Path mine = Files.createFile(folder.resolve("mine"));
        assertThat(Advice.of("open", mine.toString(), Errno.EACCES.intValue()))
                .contains("AppArmor", "SELinux")
                .doesNotContain("mode 0660");
    }

    @Test
    void aCallThatEverybodyMayDoIsForbiddenByAFilterAndNotByTheOwner() {
        assertThat(Advice.of("statx", "/I2C_lock", Errno.EPERM.intValue()))
                .contains("seccomp")
                .doesNotContain("owner");
        assertThat(Advice.of("fchmod", "/I2C_lock", Errno.EPERM.intValue())).contains("owner");
    }

    @Test
    void aMissingProcIsNotAMissingSemaphore() {
        assertThat(Advice.of("open", "/proc/self/fd/7", Errno.ENOENT.intValue()))
                .contains("no /proc")
                .doesNotContain("semaphore");
    }

    @Test
    void aFolderThatForbidsToRunCodeIsNotAnOldLibc() {
        LinkageError noexec = new NoClassDefFoundError("Could not initialize class C");
        noexec.initCause(new UnsatisfiedLinkError("failed to map segment from shared object"));
        assertThat(OwnedSupport.why(noexec))
                .contains("java.io.tmpdir", "failed to map segment")
                .doesNotContain("glibc");
        assertThat(OwnedSupport.why(new UnsatisfiedLinkError(CFunction.MISSING + "statx")))
                .contains("glibc 2.28", "statx");
    }
}

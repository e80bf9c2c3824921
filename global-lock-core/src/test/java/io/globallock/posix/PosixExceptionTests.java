package io.globallock.posix;

import static org.assertj.core.api.Assertions.assertThat;

import jnr.constants.platform.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PosixExceptionTests {

    @Test
    void theMessageHasCallNameErrnoItsTextAndTheWayOut() {
        PosixException e = C.failure("sem_open", "/I2C_lock", Errno.EACCES.intValue());
        assertThat(e)
                .hasMessageStartingWith("sem_open(/I2C_lock): EACCES (Permission denied). ")
                .hasMessageContaining("See README, Permissions.");
        assertThat(e.call()).isEqualTo("sem_open");
        assertThat(e.name()).isEqualTo("/I2C_lock");
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
            names = {"EACCES", "ENOENT", "EEXIST", "EMFILE", "ENFILE", "ENOSPC", "ENOMEM", "EOVERFLOW", "ELOOP", "EPERM"
            })
    void anErrnoThatUsersMeetHasAWayOutOfItsOwn(Errno errno) {
        assertThat(Advice.of("sem_open", errno.intValue()))
                .isNotEqualTo(Advice.of("sem_open", 4711))
                .endsWith(".");
    }
}

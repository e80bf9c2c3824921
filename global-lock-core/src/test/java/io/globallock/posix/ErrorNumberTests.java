package io.globallock.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import jnr.constants.Constant;
import jnr.constants.platform.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorNumberTests {

    private static final Map<String, Integer> WRITTEN_DOWN = Map.of(
            "ENOENT", ErrorNumber.ENOENT,
            "EINTR", ErrorNumber.EINTR,
            "EEXIST", ErrorNumber.EEXIST,
            "EAGAIN", ErrorNumber.EAGAIN,
            "ETIMEDOUT", ErrorNumber.ETIMEDOUT);

    @Test
    void theNumbersAreThisPlatforms() {
        WRITTEN_DOWN.forEach((name, number) ->
                assertThat(Errno.valueOf(name).intValue()).as(name).isEqualTo(number));
    }

    /** Whatever this machine is: the same source runs on the others. */
    @ParameterizedTest
    @MethodSource("numbersOfOtherProcessors")
    void linuxNumbersThemAlikeOnAllKnownProcessors(Class<? extends Enum<?>> errno) {
        for (Enum<?> constant : errno.getEnumConstants()) {
            Integer number = WRITTEN_DOWN.get(constant.name());
            if (number != null && Platform.LINUX) {
                assertThat(((Constant) constant).intValue())
                        .as("%s", constant.name())
                        .isEqualTo(number);
            }
        }
        assertThat(List.of(errno.getEnumConstants())).extracting(Enum::name).containsAll(WRITTEN_DOWN.keySet());
    }

    static List<Class<? extends Enum<?>>> numbersOfOtherProcessors() {
        return List.of(
                jnr.constants.platform.linux.Errno.class,
                jnr.constants.platform.linux.aarch64.Errno.class,
                jnr.constants.platform.linux.loongarch64.Errno.class,
                jnr.constants.platform.linux.powerpc64.Errno.class);
    }

    @ParameterizedTest
    @MethodSource("numbersOfOtherSystems")
    void whatIsTakenFromUnixIsTheSameElsewhere(Class<? extends Enum<?>> errno) {
        for (Enum<?> constant : errno.getEnumConstants()) {
            if (List.of("ENOENT", "EINTR", "EEXIST").contains(constant.name())) {
                assertThat(((Constant) constant).intValue())
                        .as("%s", constant.name())
                        .isEqualTo(WRITTEN_DOWN.get(constant.name()));
            }
        }
        assertThat(List.of(errno.getEnumConstants())).extracting(Enum::name).contains("ENOENT", "EINTR", "EEXIST");
    }

    static List<Class<? extends Enum<?>>> numbersOfOtherSystems() {
        return List.of(
                jnr.constants.platform.darwin.Errno.class,
                jnr.constants.platform.freebsd.Errno.class,
                jnr.constants.platform.openbsd.Errno.class,
                jnr.constants.platform.solaris.Errno.class,
                jnr.constants.platform.aix.Errno.class);
    }
}

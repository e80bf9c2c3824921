package io.globallock.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jnr.constants.Constant;
import jnr.constants.platform.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorNumberTests {

    private static final Map<String, Integer> SAME_EVERYWHERE = Map.of(
            "ENOENT", ErrorNumber.ENOENT,
            "EINTR", ErrorNumber.EINTR,
            "EEXIST", ErrorNumber.EEXIST);
    private static final Map<String, Integer> SAME_ON_LINUX =
            Map.of("EAGAIN", ErrorNumber.EAGAIN, "ETIMEDOUT", ErrorNumber.ETIMEDOUT);

    @Test
    void theNumbersAreThisPlatforms() {
        assertThat(numbers(Errno.class)).containsAllEntriesOf(SAME_EVERYWHERE).containsAllEntriesOf(SAME_ON_LINUX);
    }

    /** Whatever this machine is: the same source runs on the others. */
    @ParameterizedTest
    @MethodSource
    void linuxNumbersThemAlikeOnAllKnownProcessors(Class<? extends Constant> errno) {
        assumeTrue(Platform.LINUX, "elsewhere the two come from jnr-constants");
        assertThat(numbers(errno)).containsAllEntriesOf(SAME_EVERYWHERE).containsAllEntriesOf(SAME_ON_LINUX);
    }

    static List<Class<? extends Constant>> linuxNumbersThemAlikeOnAllKnownProcessors() {
        return List.of(
                jnr.constants.platform.linux.Errno.class,
                jnr.constants.platform.linux.aarch64.Errno.class,
                jnr.constants.platform.linux.loongarch64.Errno.class,
                jnr.constants.platform.linux.powerpc64.Errno.class);
    }

    @ParameterizedTest
    @MethodSource
    void whatIsTakenFromUnixIsTheSameElsewhere(Class<? extends Constant> errno) {
        assertThat(numbers(errno)).containsAllEntriesOf(SAME_EVERYWHERE);
    }

    static List<Class<? extends Constant>> whatIsTakenFromUnixIsTheSameElsewhere() {
        return List.of(
                jnr.constants.platform.darwin.Errno.class,
                jnr.constants.platform.freebsd.Errno.class,
                jnr.constants.platform.openbsd.Errno.class,
                jnr.constants.platform.solaris.Errno.class,
                jnr.constants.platform.aix.Errno.class);
    }

    private static Map<String, Integer> numbers(Class<? extends Constant> errno) {
        return Arrays.stream(errno.getEnumConstants()).collect(Collectors.toMap(Constant::name, Constant::intValue));
    }
}

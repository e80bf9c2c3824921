package io.globallock.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jnr.constants.Constant;
import jnr.constants.platform.OpenFlags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OpenFlagTests {

    @Test
    void theFlagsAreThisPlatforms() {
        assertThat(flags(OpenFlags.class))
                .containsAllEntriesOf(Map.of("O_RDWR", OpenFlag.O_RDWR))
                .containsAllEntriesOf(Map.of("O_CREAT", OpenFlag.O_CREAT, "O_EXCL", OpenFlag.O_EXCL));
        assumeTrue(Platform.isKnownLinux(), "the others are used only there");
        assertThat(flags(OpenFlags.class))
                .containsAllEntriesOf(Map.of("O_CLOEXEC", OpenFlag.O_CLOEXEC, "O_NOFOLLOW", OpenFlag.O_NOFOLLOW))
                .containsAllEntriesOf(Map.of("O_NONBLOCK", OpenFlag.O_NONBLOCK))
                .containsAllEntriesOf(Map.of("O_DIRECTORY", OpenFlag.directory(Platform.ARCH)));
        assertThat(OpenFlag.O_TMPFILE).isEqualTo(020000000 | OpenFlag.directory(Platform.ARCH));
    }

    /** Whatever this machine is: the same source runs on the others. */
    @ParameterizedTest
    @MethodSource
    void linuxHasTheseFlagsOnTheKnownProcessors(Class<? extends Constant> flags, String arch) {
        assumeTrue(Platform.isKnownLinux(), "elsewhere some come from jnr-constants");
        assertThat(flags(flags))
                .containsAllEntriesOf(Map.of(
                        "O_RDWR", OpenFlag.O_RDWR,
                        "O_CREAT", OpenFlag.O_CREAT,
                        "O_EXCL", OpenFlag.O_EXCL,
                        "O_CLOEXEC", OpenFlag.O_CLOEXEC,
                        "O_NOFOLLOW", OpenFlag.noFollow(arch),
                        "O_NONBLOCK", OpenFlag.O_NONBLOCK,
                        "O_DIRECTORY", OpenFlag.directory(arch)));
    }

    static Stream<Arguments> linuxHasTheseFlagsOnTheKnownProcessors() {
        return Stream.of(
                Arguments.of(jnr.constants.platform.linux.OpenFlags.class, "amd64"),
                Arguments.of(jnr.constants.platform.linux.OpenFlags.class, "riscv64"),
                Arguments.of(jnr.constants.platform.linux.aarch64.OpenFlags.class, "aarch64"),
                Arguments.of(jnr.constants.platform.linux.loongarch64.OpenFlags.class, "loongarch64"),
                Arguments.of(jnr.constants.platform.linux.powerpc64.OpenFlags.class, "ppc64le"));
    }

    private static Map<String, Integer> flags(Class<? extends Constant> flags) {
        return Arrays.stream(flags.getEnumConstants()).collect(Collectors.toMap(Constant::name, Constant::intValue));
    }
}

package io.globallock.posix;

import java.nio.ByteOrder;
import java.util.Locale;

/** What kind of machine this is, from system properties alone: no native code. */
final class Platform {

    static final boolean LINUX = is("linux");
    static final boolean MACOS = is("mac");
    static final String ARCH = System.getProperty("os.arch", "?");
    static final boolean BITS_64 = !"32".equals(System.getProperty("sun.arch.data.model"));
    static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private Platform() {}

    /** Whether it is a Linux on a processor whose system calls are known: those that the owned mechanism works on. */
    static boolean isKnownLinux() {
        return LINUX && Futex.isKnown();
    }

    private static boolean is(String os) {
        return System.getProperty("os.name", "?").toLowerCase(Locale.ROOT).contains(os);
    }
}

package io.globallock.posix;

import jnr.constants.platform.OpenFlags;

/**
 * Flags of open(2) and sem_open(3). jnr-constants knows them for every platform, and takes a tenth of the whole binding's time to
 * find out which one this is; so those of the owned mechanism's platforms are written down, and a test compares them.
 */
final class OpenFlag {

    static final int O_RDWR = 2;

    // include/uapi/asm-generic/fcntl.h
    static final int O_CREAT = Platform.isKnownLinux() ? 0100 : OpenFlags.O_CREAT.intValue();
    static final int O_EXCL = Platform.isKnownLinux() ? 0200 : OpenFlags.O_EXCL.intValue();

    /** Only of the owned mechanism's platforms. */
    static final int O_CLOEXEC = 02000000;

    /** Only of the owned mechanism's platforms. Arm and PowerPC have their own: arch/.../include/uapi/asm/fcntl.h. */
    static final int O_NOFOLLOW = noFollow(Platform.ARCH);

    /** Only of the owned mechanism's platforms. A file without a name; __O_TMPFILE, which is the same everywhere, and O_DIRECTORY. */
    static final int O_TMPFILE = tmpFile(Platform.ARCH);

    /** Only of the owned mechanism's platforms. Without it the open of a pipe would wait for its other end. */
    static final int O_NONBLOCK = 04000;

    /** How a semaphore's file that exists is opened: never through a link, never waiting. Only of those platforms. */
    static final int OF_A_SEMAPHORE = O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;

    private OpenFlag() {}

    static int tmpFile(String arch) {
        return 020000000 | directory(arch);
    }

    static int directory(String arch) {
        return switch (arch) {
            case "aarch64", "ppc64le" -> 040000;
            default -> 0200000;
        };
    }

    static int noFollow(String arch) {
        return switch (arch) {
            case "aarch64", "ppc64le" -> 0100000;
            default -> 0400000;
        };
    }
}

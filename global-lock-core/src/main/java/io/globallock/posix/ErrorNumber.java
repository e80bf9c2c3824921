package io.globallock.posix;

import jnr.constants.platform.Errno;

/**
 * The error numbers that the code tells apart. jnr-constants knows them for every platform, which costs a ninth of the time of the
 * whole binding, so those that hardly differ are written down: a test compares them.
 */
final class ErrorNumber {

    // Version 7 Unix numbered these, and nobody since has done it differently.
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int EACCES = 13;
    static final int EEXIST = 17;

    // include/uapi/asm-generic/errno.h and errno-base.h, for the processors whose system calls are known.
    static final int EAGAIN = Platform.isKnownLinux() ? 11 : Errno.EAGAIN.intValue();
    static final int ETIMEDOUT = Platform.isKnownLinux() ? 110 : Errno.ETIMEDOUT.intValue();

    private ErrorNumber() {}
}

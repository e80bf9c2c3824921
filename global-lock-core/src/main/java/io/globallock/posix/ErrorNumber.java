package io.globallock.posix;

import jnr.constants.platform.Errno;

/** The error numbers that the code tells apart, as this platform numbers them; loaded when a call has failed. */
final class ErrorNumber {

    static final int EINTR = Errno.EINTR.intValue();
    static final int EAGAIN = Errno.EAGAIN.intValue();
    static final int ETIMEDOUT = Errno.ETIMEDOUT.intValue();
    static final int ENOENT = Errno.ENOENT.intValue();
    static final int EEXIST = Errno.EEXIST.intValue();

    private ErrorNumber() {}
}

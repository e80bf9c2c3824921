package io.globallock.posix;

/**
 * The bytes that say which slots are alive: OFD write locks (fcntl(2), "Open file description locks") far beyond the end of the
 * semaphore's own file. The kernel frees a byte when the last thread of its process has left user mode, so a byte that can be
 * locked means that no code of that process runs any more, in whatever pid namespace it was.
 *
 * <p>Not thread-safe: the threads of a process share one owner and would all succeed. The caller serialises.
 */
final class SlotLocks {

    // linux/fcntl.h, all architectures with a 64-bit off_t
    private static final int F_OFD_GETLK = 36;
    private static final int F_OFD_SETLK = 37;
    private static final short F_WRLCK = 1;
    private static final short F_UNLCK = 2;

    /** Slots are two bytes apart, so that the kernel never joins two locks into one. */
    private static final long FIRST_BYTE = 1L << 40;

    private static final int FLOCK_SIZE = 32; // short type, short whence, pad, long start, long len, int pid, pad

    private final int fd;
    private final NativeMemory flock = new NativeMemory(FLOCK_SIZE);

    SlotLocks(int fd) {
        this.fd = fd;
    }

    /** True: the byte was free and is this description's now. False for any error: whoever it is counts as alive. */
    boolean tryLock(int slot) {
        return call(F_OFD_SETLK, F_WRLCK, slotByte(slot)) == 0;
    }

    void unlock(int slot) {
        call(F_OFD_SETLK, F_UNLCK, slotByte(slot));
    }

    /** The unused byte behind a slot, which only the slot's owner ever tries: for the check that locks work at all. */
    boolean tryLockByteBehind(int slot) {
        return call(F_OFD_SETLK, F_WRLCK, slotByte(slot) + 1) == 0;
    }

    /** Whether another description has the byte. For looks only: the answer is old at once. */
    boolean isLockedByOther(int slot) {
        return call(F_OFD_GETLK, F_WRLCK, slotByte(slot)) == 0 && flock.bytes.getShort(0) != F_UNLCK;
    }

    static long slotByte(int slot) {
        return FIRST_BYTE + 2L * slot;
    }

    private int call(int command, short type, long start) {
        flock.fill((byte) 0); // l_pid must be 0
        flock.bytes.putShort(0, type);
        flock.bytes.putLong(8, start);
        flock.bytes.putLong(16, 1);
        int result;
        do {
            result = C.Linux.fcntl(fd, command, flock);
        } while (result != 0 && C.errno() == ErrorNumber.EINTR);
        return result;
    }
}

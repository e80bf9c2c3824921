package io.globallock.posix;

import java.util.Optional;

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

    /** What F_OFD_GETLK names as the pid of a lock that belongs to an open file and no process. */
    private static final int OFD = -1;

    private static final int FLOCK_SIZE = 32; // short type, short whence, pad, long start, long len, int pid, pad

    /** For people, about a strange lock. */
    static final String WAY_OUT =
            "End the program that has set it; if it may only read the file, take that right from it: mode 0600, or 0660 with"
                    + " a common group. See README, Permissions.";

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

    /** Gives back every byte that this description may have, of dead slots too. */
    void unlockAll() {
        set(F_UNLCK, 0, 0);
        result(F_OFD_SETLK);
    }

    /** The unused byte behind a slot, which only the slot's owner ever tries: for the check that locks work at all. */
    boolean tryLockByteBehind(int slot) {
        return call(F_OFD_SETLK, F_WRLCK, slotByte(slot) + 1) == 0;
    }

    /** Whether another description has the byte. For looks only: the answer is old at once. */
    boolean isLockedByOther(int slot) {
        return call(F_OFD_GETLK, F_WRLCK, slotByte(slot)) == 0 && flock.bytes.getShort(0) != F_UNLCK;
    }

    /** Whether the try that failed last failed because somebody has the byte, and not because locks do not work. */
    static boolean wasTaken() {
        return C.errno() == ErrorNumber.EAGAIN || C.errno() == ErrorNumber.EACCES;
    }

    /**
     * What makes a slot look alive although no process of the protocol has it: a lock over its byte that no slot's owner takes, such as
     * lockf(3) on the whole file or a shared lock, which whoever may read the file can set. Empty if there is none. For people: the
     * answer is old at once.
     */
    Optional<String> strangeLock(int slot) {
        return strangeLock(slotByte(slot));
    }

    /** As {@link #strangeLock}, of the byte behind a slot. */
    Optional<String> strangeLockBehind(int slot) {
        return strangeLock(slotByte(slot) + 1);
    }

    private Optional<String> strangeLock(long start) {
        if (call(F_OFD_GETLK, F_WRLCK, start) != 0 || type() == F_UNLCK) {
            return Optional.empty();
        }
        boolean own = type() == F_WRLCK && start() == start && length() == 1 && pid() == OFD;
        return own
                ? Optional.empty()
                : Optional.of("a lock that is no owner's (%s, from byte %d%s, %s)"
                        .formatted(
                                type() == F_WRLCK ? "exclusive" : "shared",
                                start(),
                                length() == 0 ? " to the end" : ", " + length() + " bytes",
                                pid() == OFD ? "of an open file: see /proc/locks" : "of pid " + pid()));
    }

    /** Why no slot can be had, after a look at all of them. */
    String whyNone() {
        for (int slot = 1; slot <= SemaphoreWord.MAX_SLOT; slot++) {
            if (tryLock(slot)) {
                unlock(slot); // it has become free meanwhile, or is the word's owner
            } else if (!wasTaken()) {
                int errno = C.errno();
                return "locks are not permitted here ("
                        + C.failure("fcntl F_OFD_SETLK", "", errno).errnoName()
                        + "). Mechanism plain works without them.";
            } else {
                Optional<String> strange = strangeLock(slot);
                if (strange.isPresent()) {
                    return strange.get() + " covers slot " + slot + ". " + WAY_OUT;
                }
            }
        }
        return "all " + SemaphoreWord.MAX_SLOT
                + " are taken by processes that live. Close it in some of them; mechanism"
                + " plain works without slots.";
    }

    private short type() {
        return flock.bytes.getShort(0);
    }

    private long start() {
        return flock.bytes.getLong(8);
    }

    private long length() {
        return flock.bytes.getLong(16);
    }

    private int pid() {
        return flock.bytes.getInt(24);
    }

    static long slotByte(int slot) {
        return FIRST_BYTE + 2L * slot;
    }

    private int call(int command, short type, long start) {
        set(type, start, 1);
        return result(command);
    }

    private void set(short type, long start, long length) {
        flock.fill((byte) 0); // l_pid must be 0
        flock.bytes.putShort(0, type);
        flock.bytes.putLong(8, start);
        flock.bytes.putLong(16, length);
    }

    private int result(int command) {
        int result;
        do {
            result = C.Linux.fcntl(fd, command, flock);
        } while (result != 0 && C.errno() == ErrorNumber.EINTR);
        return result;
    }
}

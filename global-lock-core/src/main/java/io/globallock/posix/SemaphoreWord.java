package io.globallock.posix;

/**
 * The 64 bits at the start of a glibc semaphore, and the owner that this library keeps in bits which glibc leaves at zero.
 *
 * <pre>
 *  63        54 53                    32 31 30                         0
 * +------------+------------------------+--+----------------------------+
 * | owner slot |        waiters         | m|           value            |   little endian
 * +------------+------------------------+--+----------------------------+
 *  owner: 0 nobody known (free, or a foreign hold), 1 to 1000 the slot of a process, 1023 retired, else corrupt
 *  m: musl's flag for waiters, ignored
 * </pre>
 *
 * <p>glibc since 2.21 keeps value and waiters of a 64-bit semaphore in one word and only adds to it or masks the low half
 * (nptl/sem_post.c, nptl/sem_waitcommon.c, internaltypes.h: SEM_VALUE_MASK, SEM_NWAITERS_SHIFT 32).
 */
final class SemaphoreWord {

    static final int NO_OWNER = 0;
    static final int MAX_SLOT = 1000;
    static final int RETIRED = 1023;

    static final long ONE_WAITER = 1L << 32;

    private static final int OWNER_SHIFT = 54;
    private static final long WAITERS_MASK = 0x3f_ffffL << 32;
    private static final long VALUE_MASK = 0x7fff_ffffL;

    private SemaphoreWord() {}

    static int owner(long word) {
        return (int) (word >>> OWNER_SHIFT);
    }

    static int waiters(long word) {
        return (int) ((word & WAITERS_MASK) >>> 32);
    }

    static int value(long word) {
        return (int) (word & VALUE_MASK);
    }

    /** What a futex wait compares: the low half as it was read, musl's flag included. */
    static int futexWord(long word) {
        return (int) word;
    }

    /** Another owner and value; the waiters stay. */
    static long with(long word, int owner, int value) {
        return ((long) owner << OWNER_SHIFT) | (word & WAITERS_MASK) | value;
    }

    /** One waiter less, never below none: a borrow would reach the owner. */
    static long withoutWaiter(long word) {
        return waiters(word) == 0 ? word : word - ONE_WAITER;
    }

    static boolean isSlot(int owner) {
        return owner >= 1 && owner <= MAX_SLOT;
    }

    /** What an operator reads of an owner that cannot exist. */
    static String corruption(int owner) {
        return "its word names owner " + owner + ", which cannot exist; only a forced release repairs it";
    }
}

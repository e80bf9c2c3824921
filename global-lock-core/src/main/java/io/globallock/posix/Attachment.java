package io.globallock.posix;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One semaphore file that this process takes part in: mapped, and with a slot whose byte is locked as long as the process
 * lives. The mapping goes when nobody can reach it any more, never earlier: a late reader must not fault.
 */
final class Attachment {

    private static final int F_DUPFD_CLOEXEC = 1030; // linux/fcntl.h
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_SHARED = 1;
    private static final int OPEN_TRIES = 100;
    private static final long LINK_CHECK_NANOS = 10_000_000L;

    final SemaphoreMap map;
    final long address;
    final SlotLocks slots;
    final int slot;
    final String warning;

    private final SemaphoreName name;
    private final int fd;
    private final int guardFd;
    private final FileIdentity identity;
    private final NativeMemory statBuffer = FileIdentity.buffer();
    private final NativeMemory lookBuffer = FileIdentity.buffer(); // of whoever has Takeover.mutex
    private volatile long linksCheckedAt;
    private volatile boolean unlinked;

    /** Opens the semaphore, creating it with value 1 where there is none, and takes a slot. */
    static Attachment open(SemaphoreName name, SemaphorePermissions permissions) {
        OwnedSupport.check(name);
        int fd = openFile(name, permissions);
        try {
            return new Attachment(name, fd, permissions);
        } catch (RuntimeException | Error e) {
            C.Linux.close(fd);
            throw e;
        }
    }

    private Attachment(SemaphoreName name, int fd, SemaphorePermissions permissions) {
        this.name = name;
        this.fd = fd;
        this.identity = FileIdentity.of(fd, name.value(), statBuffer);
        if (!identity.isRegular()) {
            throw SemaphoreFileCheck.refused(name, "is no regular file. Remove it, or use another name.");
        }
        SemaphoreFileCheck.checkSize(name, identity.size());
        this.address = C.Linux.mmap(0, SemaphoreMap.SIZE, PROT_READ_WRITE, MAP_SHARED, fd, 0);
        if (address == -1) {
            throw C.failure("mmap", name.value(), C.errno());
        }
        ByteBuffer bytes = NativeMemory.view(address, SemaphoreMap.SIZE);
        C.CLEANER.register(bytes, new Unmap(address));
        SemaphoreFileCheck.checkShared(name, new SemaphoreMap(bytes, false).glibcShared());
        boolean extended = C.Linux.fallocate(fd, 0, 0, SemaphoreMap.SIZE) == 0;
        this.map = new SemaphoreMap(bytes, extended);
        map.mark();
        this.warning = surprise(permissions.mode());
        this.guardFd = guard();
        try {
            this.slots = new SlotLocks(fd);
            this.slot = takeSlot();
            checkLocksWork();
        } catch (RuntimeException | Error e) {
            C.Linux.close(guardFd);
            throw e;
        }
    }

    private static int openFile(SemaphoreName name, SemaphorePermissions permissions) {
        NativeMemory path = NativeMemory.string(name.path().toString());
        for (int i = 0; i < OPEN_TRIES; i++) {
            int fd = C.Linux.open(path, OpenFlag.OF_A_SEMAPHORE);
            int errno = fd < 0 ? C.errno() : 0;
            if (fd >= 0) {
                return fd;
            }
            if (errno != ErrorNumber.ENOENT && errno != ErrorNumber.EINTR) {
                throw C.failure("open", name.path().toString(), errno);
            }
            if (errno == ErrorNumber.ENOENT) {
                NewSemaphoreFile.owned(name, permissions);
            }
        }
        throw C.failure("sem_open", name.value(), ErrorNumber.ENOENT);
    }

    private String surprise(int mode) {
        if (identity.permissions() != mode) {
            return "%s has mode %04o where %04o is configured; the file's stays as it is"
                    .formatted(name.path(), identity.permissions(), mode);
        }
        return "";
    }

    /** A second descriptor keeps the description, and so the slot, alive when other code closes the first by mistake. */
    private int guard() {
        int guard = C.Linux.fcntl(fd, F_DUPFD_CLOEXEC, DescriptorTable.top()); // far from what others close twice
        if (guard < 0) {
            guard = C.Linux.fcntl(fd, F_DUPFD_CLOEXEC, 0); // RLIMIT_NOFILE is lower than that
        }
        if (guard < 0) {
            throw C.failure("fcntl", name.path().toString(), C.errno());
        }
        return guard;
    }

    private int takeSlot() {
        int first = (int) (ProcessHandle.current().pid() % SemaphoreWord.MAX_SLOT);
        for (int i = 0; i < SemaphoreWord.MAX_SLOT; i++) {
            int candidate = 1 + (first + i) % SemaphoreWord.MAX_SLOT;
            ProtocolStep.BEFORE_SLOT_LOCK.reached();
            if (slots.tryLock(candidate)) {
                ProtocolStep.AFTER_SLOT_LOCK.reached();
                if (SemaphoreWord.owner(map.word()) != candidate) {
                    return candidate;
                }
                slots.unlock(candidate); // a dead predecessor's hold: recovery needs the byte free
            }
        }
        throw SemaphoreFileCheck.refused(
                name,
                "has no free owner slot: 1000 processes use it, or locks (fcntl F_OFD_SETLK) are not permitted here."
                        + " Mechanism plain works without slots.");
    }

    /** A kernel or filter that pretends to lock would make every owner look dead, or alive. */
    private void checkLocksWork() {
        int second = C.Linux.open(NativeMemory.string("/proc/self/fd/" + fd), OpenFlag.O_RDWR | OpenFlag.O_CLOEXEC);
        if (second < 0) {
            throw C.failure("open", "/proc/self/fd/" + fd, C.errno());
        }
        try {
            SlotLocks other = new SlotLocks(second);
            if (other.tryLock(slot) || !other.tryLockByteBehind(slot)) {
                throw SemaphoreFileCheck.refused(
                        name,
                        "cannot tell living owners from dead ones: OFD locks (fcntl F_OFD_SETLK, Linux 3.15) do not work"
                                + " here. Mechanism plain works without them.");
            }
        } finally {
            C.Linux.close(second);
        }
    }

    /** Whether the file has lost its name; asked of the kernel when the last answer is older than 10 ms. */
    boolean isUnlinked(long now) {
        if (now - linksCheckedAt > LINK_CHECK_NANOS && !unlinked) {
            checkLinks(now);
        }
        return unlinked;
    }

    private synchronized void checkLinks(long now) {
        linksCheckedAt = now;
        try {
            unlinked = FileIdentity.of(fd, name.value(), statBuffer).links() == 0;
        } catch (PosixException e) {
            // The descriptor is gone, and with it the answer: isIntact() tells.
        }
    }

    /** Whether the file has lost its name, asked of the kernel now. */
    boolean isUnlinkedNow() {
        checkLinks(System.nanoTime());
        return unlinked;
    }

    /** The last answer. */
    boolean wasUnlinked() {
        return unlinked;
    }

    /** Why no program of the protocol can have left this owner in the word; null if one can. */
    @Nullable
    String corruption(int owner) {
        boolean possible = owner <= SemaphoreWord.MAX_SLOT || (owner == SemaphoreWord.RETIRED && isUnlinkedNow());
        return possible ? null : SemaphoreWord.corruption(owner);
    }

    /** Under {@link Takeover#mutex}: whether the name still leads to the file; if not although it has a name, it was renamed or mounted over. */
    boolean isUnderItsName() {
        try {
            return FileIdentity.ofPath(name.path().toString(), lookBuffer).isSameFile(identity);
        } catch (PosixException e) {
            return false;
        }
    }

    /** Under {@link Takeover#mutex}: whether both descriptors still lead to the file; other code may have closed one, and its number may live on. */
    boolean isIntact() {
        return isOurs(fd) && isOurs(guardFd);
    }

    /** Whether the file has become too short for what is mapped of it. */
    boolean isTruncated() {
        try {
            return FileIdentity.of(fd, name.value(), FileIdentity.buffer()).size() < SemaphoreMap.SEM_SIZE;
        } catch (PosixException e) {
            return false; // the descriptor is gone, and with it the answer: isIntact() tells
        }
    }

    private boolean isOurs(int descriptor) {
        try {
            return FileIdentity.of(descriptor, name.value(), lookBuffer).isSameFile(identity);
        } catch (PosixException e) {
            return false;
        }
    }

    /** Gives the slot back. The caller makes sure that nobody uses the locks any more. */
    void closeDescriptors() {
        if (isOurs(fd)) {
            slots.unlock(slot);
            C.Linux.close(fd);
        }
        if (isOurs(guardFd)) {
            C.Linux.close(guardFd);
        }
    }

    private record Unmap(long address) implements Runnable {
        @Override
        public void run() {
            C.Linux.munmap(address, SemaphoreMap.SIZE);
        }
    }
}

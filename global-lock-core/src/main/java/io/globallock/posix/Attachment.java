package io.globallock.posix;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One semaphore file that this process takes part in: mapped, and with a slot whose byte is locked as long as the process
 * lives. The locks belong to one open file description and the mapping to another: a mapping keeps its description, and would keep the
 * locks, until a garbage collection. The mapping goes when nobody can reach it any more, never earlier: a late reader must not fault.
 */
final class Attachment {

    private static final int F_DUPFD_CLOEXEC = 1030; // linux/fcntl.h
    private static final long LINK_CHECK_NANOS = 10_000_000L;

    private static final String DAMAGED =
            "its file was overwritten, or truncated and extended again: no program can open it any more."
                    + " When nothing uses it, remove the file; until then forceRelease() lets those in who have it open";

    final SemaphoreMap map;
    final long address;
    final SlotLocks slots;
    final int slot;
    final String warning;

    private final SemaphoreName name;
    private final int fd;
    private final int guardFd;
    private final FileIdentity identity;
    private final int mappedSize;
    private final NativeMemory statBuffer = FileIdentity.buffer();
    private final NativeMemory lookBuffer = FileIdentity.buffer(); // of whoever has Takeover.mutex
    private volatile long linksCheckedAt;
    private volatile boolean unlinked;

    /** Opens the semaphore, creating it with value 1 where there is none, and takes a slot. */
    static Attachment open(SemaphoreName name, SemaphorePermissions permissions) {
        return open(name, permissions, 0);
    }

    /**
     * As {@link #open(SemaphoreName, SemaphorePermissions)}. Whatever fails, and be it for want of memory: nothing stays open, mapped
     * or locked.
     *
     * @param seenToken the latest token of the file that had the name before; the next one will be larger
     */
    static Attachment open(SemaphoreName name, SemaphorePermissions permissions, long seenToken) {
        OwnedSupport.check(name);
        SemaphoreDescriptor file =
                SemaphoreDescriptor.open(name, permissions, () -> NewSemaphoreFile.owned(name, permissions));
        try {
            return new Attachment(name, file, permissions, seenToken);
        } catch (RuntimeException | Error e) {
            file.close(); // the last of its description, and with it go all its locks
            throw e;
        }
    }

    private Attachment(SemaphoreName name, SemaphoreDescriptor file, SemaphorePermissions permissions, long seenToken) {
        this.name = name;
        this.fd = file.fd;
        this.identity = file.identity;
        int second = -1;
        int guard = -1;
        Unmap mapping = null;
        try {
            mapping = new Unmap();
            second = file.reopen();
            this.address = mapping.map(name, second);
            ByteBuffer bytes = NativeMemory.view(address, SemaphoreMap.SIZE);
            boolean extended = C.Linux.fallocate(fd, 0, 0, SemaphoreMap.SIZE) == 0;
            long otherLayout = extended ? SemaphoreMap.mark(bytes) : 0;
            this.mappedSize = extended ? SemaphoreMap.SIZE : SemaphoreMap.SEM_SIZE;
            this.map = new SemaphoreMap(bytes, extended);
            map.seedToken(seenToken);
            this.warning = new FileSurprises(name, identity, permissions, otherLayout).toString();
            this.slots = new SlotLocks(fd);
            SlotLocks other = new SlotLocks(second);
            guard = guard();
            this.guardFd = guard;
            this.slot = takeSlot();
            checkLocksWork(other);
            C.CLEANER.register(bytes, mapping);
            C.Linux.close(second);
        } catch (RuntimeException | Error e) {
            close(guard);
            close(second);
            if (mapping != null) {
                mapping.run();
            }
            throw e;
        }
    }

    private static void close(int descriptor) {
        if (descriptor >= 0) {
            C.Linux.close(descriptor);
        }
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
        throw SemaphoreFileCheck.refused(name, "has no free owner slot: " + slots.whyNone());
    }

    /** A kernel or filter that pretends to lock would make every owner look dead, or alive. */
    private void checkLocksWork(SlotLocks other) {
        // What is locked through the second description the mapping would keep: it is given back at once.
        boolean twice = other.tryLock(slot);
        boolean behind = other.tryLockByteBehind(slot);
        other.unlockAll();
        if (twice || !behind) {
            throw SemaphoreFileCheck.refused(
                    name,
                    "cannot tell living owners from dead ones: "
                            + (twice ? Optional.<String>empty() : other.strangeLockBehind(slot))
                                    .map(lock -> lock + " covers the bytes that say who lives. " + SlotLocks.WAY_OUT)
                                    .orElse(
                                            "OFD locks (fcntl F_OFD_SETLK, Linux 3.15) do not work here. Mechanism plain"
                                                    + " works without them."));
        }
    }

    /**
     * Whether the file is shorter now than what is mapped of it, so that an access to the mapping may fault; false if that cannot be
     * told because the descriptors are gone.
     */
    boolean isTruncated() {
        NativeMemory buffer = FileIdentity.buffer();
        for (int descriptor : new int[] {fd, guardFd}) {
            try {
                FileIdentity now = FileIdentity.of(descriptor, name.value(), buffer);
                if (now.isSameFile(identity)) {
                    return now.size() < mappedSize;
                }
            } catch (PosixException e) {
                // Other code has closed it: the other one may tell.
            }
        }
        return false;
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
            FileIdentity file = FileIdentity.of(fd, name.value(), statBuffer);
            // Another file: other code closed it, and its number lives on. No name comes back to an unlinked file.
            unlinked = unlinked || (file.isSameFile(identity) && file.links() == 0);
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
        if (map.glibcShared() != SemaphoreFileCheck.GLIBC_SHARED) {
            return DAMAGED;
        }
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

    private boolean isOurs(int descriptor) {
        try {
            return FileIdentity.of(descriptor, name.value(), lookBuffer).isSameFile(identity);
        } catch (PosixException e) {
            return false;
        }
    }

    /**
     * Gives back every byte that this process may have, of a dead slot too whose recovery an error cut short. The caller makes sure
     * that nobody uses the locks any more.
     */
    void closeDescriptors() {
        if (isOurs(fd)) {
            slots.unlockAll(); // a child that was forked and never called exec may have the description still
            C.Linux.close(fd);
        }
        ProtocolStep.HALF_CLOSED.reached();
        if (isOurs(guardFd)) {
            C.Linux.close(guardFd);
        }
    }

    /** Once: by the failing open, or by the cleaner. */
    private static final class Unmap implements Runnable {

        private long address = NONE;

        private static final long NONE = 0;

        long map(SemaphoreName name, int fd) {
            address = SemaphoreDescriptor.map(name, fd, SemaphoreMap.SIZE);
            return address;
        }

        @Override
        public void run() {
            if (address != NONE) {
                C.Linux.munmap(address, SemaphoreMap.SIZE);
                address = NONE;
            }
        }
    }
}

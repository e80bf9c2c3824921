package io.globallock.posix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The shared memory in which {@code resource_lock} of cjnfuncs says who has the lock of the same name ({@code /dev/shm/NAME}). What is
 * called so may as well be the data that the lock protects, or a semaphore: only what looks like resource_lock's in every respect is
 * written, and never through a mapping, which somebody could truncate.
 *
 * <p>Not thread-safe but for {@link #read}; the caller has the lock.
 */
public final class ResourceLockSegment {

    private static final Path DIRECTORY = SemaphoreReader.DIRECTORY;
    private static final int OTHERS_WRITE = 022;

    private final SemaphoreName name;
    private final Path path;
    private final SemaphorePermissions permissions;
    private final NativeMemory nativePath;
    private final NativeMemory statBuffer = FileIdentity.buffer();
    private final NativeMemory content = new NativeMemory(ResourceLockFormat.SIZE);

    /**
     * The segment of a lock.
     *
     * @param permissions the lock's: a new segment gets them, and one that they do not trust is left alone
     */
    public ResourceLockSegment(SemaphoreName name, SemaphorePermissions permissions) {
        this.name = name;
        this.path = path(name);
        this.permissions = permissions;
        this.nativePath = NativeMemory.string(path.toString());
    }

    /** Whether segments can be written here at all. */
    public static boolean isSupported() {
        return Platform.isKnownLinux();
    }

    /**
     * Makes the segment, empty, where the name is free.
     *
     * @return why it could not be made; empty if it is there
     */
    public Optional<String> create() {
        if (name.meant().isPresent()) {
            return Optional.of(semaphoreName());
        }
        try {
            OptionalInt group = FileOwnership.group(name, permissions);
            NativeMemory empty = new NativeMemory(ResourceLockFormat.SIZE);
            return NamelessFile.make(path, empty, ResourceLockFormat.SIZE, permissions.mode(), group)
                            == NamelessFile.Outcome.IMPOSSIBLE
                    ? Optional.of(path + " could not be made; resource_lock's programs make it themselves")
                    : Optional.empty();
        } catch (PosixException | SemaphoreRefusedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Whether anything has the segment's name. */
    public boolean exists() {
        return path.toFile().exists();
    }

    /** Why the segment is not written; empty if it would be, or there is none. */
    public Optional<String> refusal() {
        return use(null);
    }

    /**
     * Writes a text and the NUL behind it, if the segment is resource_lock's.
     *
     * @param text ASCII without control characters, cut to what fits
     * @return why nothing was written; empty if it was, or if there is no segment
     */
    public Optional<String> write(byte[] text) {
        return use(text);
    }

    private Optional<String> use(byte @Nullable [] text) {
        if (name.meant().isPresent()) {
            return Optional.of(semaphoreName());
        }
        int fd = C.Linux.open(nativePath, OpenFlag.OF_A_SEMAPHORE);
        if (fd < 0) {
            int errno = C.errno();
            return errno == ErrorNumber.ENOENT
                    ? Optional.empty()
                    : untouched(C.failure("open", path.toString(), errno).errnoName());
        }
        try {
            String why = check(fd);
            if (!why.isEmpty()) {
                return untouched(why);
            }
            return text == null || put(fd, text) ? Optional.empty() : untouched("it cannot be written");
        } catch (PosixException | SemaphoreRefusedException e) {
            return untouched(String.valueOf(e.getMessage()));
        } finally {
            C.Linux.close(fd);
        }
    }

    /** Of one open file; empty if it is resource_lock's. */
    private String check(int fd) {
        FileIdentity file = FileIdentity.of(fd, path.toString(), statBuffer);
        if (!file.isRegular() || file.links() != 1) {
            return "it is no regular file of one name";
        }
        if (file.size() != ResourceLockFormat.SIZE) {
            return "it has " + file.size() + " bytes where resource_lock's has " + ResourceLockFormat.SIZE;
        }
        if (!FileOwnership.isTrusted(name, file, permissions)) {
            return "it belongs to " + Accounts.describeUser(file.owner())
                    + ", who is not trusted (option trusted-users)";
        }
        if ((file.permissions() & OTHERS_WRITE & ~permissions.mode()) != 0) {
            return "its mode %04o lets others write than may use the lock, whose mode is %04o"
                    .formatted(file.permissions(), permissions.mode());
        }
        if (C.Linux.pread(fd, content, ResourceLockFormat.SIZE, 0) != ResourceLockFormat.SIZE) {
            return "it cannot be read whole";
        }
        byte[] bytes = new byte[ResourceLockFormat.SIZE];
        content.bytes.get(0, bytes);
        return ResourceLockFormat.isOwn(bytes) ? "" : "its content is neither empty nor resource_lock's text";
    }

    private boolean put(int fd, byte[] text) {
        int length = Math.min(text.length, ResourceLockFormat.SIZE - 1);
        content.bytes.put(0, text, 0, length).put(length, (byte) 0);
        return C.Linux.pwrite(fd, content, length + 1L, 0) == length + 1;
    }

    private Optional<String> untouched(String why) {
        return Optional.of("lock-info is not written to " + path + ", which is not certainly resource_lock's: " + why
                + ". If no resource_lock is in use, set lock-info to never");
    }

    private String semaphoreName() {
        return "lock-info is not written, because " + path + " is the place of the semaphore "
                + name.meant().map(SemaphoreName::text).orElse("");
    }

    /** The text of a lock's segment, without native code; empty if there is none, or it cannot be read. Thread-safe. */
    public static Optional<String> read(SemaphoreName name) {
        Path path = path(name);
        if (!path.toFile().exists()) {
            return Optional.empty(); // the usual case, without an exception
        }
        try {
            BasicFileAttributes seen = ReadOnlyFile.attributes(path);
            if (!seen.isRegularFile()) {
                return Optional.empty();
            }
            try (FileChannel channel = ReadOnlyFile.open(path)) {
                ByteBuffer text = ByteBuffer.allocate(ResourceLockFormat.SIZE);
                channel.read(text, 0);
                return ResourceLockFormat.text(text.flip());
            }
        } catch (IOException e) {
            return Optional.empty(); // gone again, not ours to read, or the thread is interrupted
        }
    }

    private static Path path(SemaphoreName name) {
        return DIRECTORY.resolve(name.text());
    }
}

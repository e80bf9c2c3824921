package io.globallock.posix;

/**
 * What statx(2) says of an open file; unlike struct stat its layout is the same on all architectures (linux/stat.h).
 *
 * @param device major and minor number in one
 * @param inode the file's number on that device
 * @param links names it has; 0: unlinked
 * @param mode type and permission bits
 * @param owner user id, unsigned
 * @param group group id, unsigned
 * @param size in bytes
 */
record FileIdentity(long device, long inode, int links, int mode, int owner, int group, long size) {

    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_BASIC_STATS = 0x7ff;
    private static final int STATX_SIZE = 256;
    private static final int TYPE_MASK = 0170000;
    private static final int REGULAR = 0100000;
    private static final NativeMemory EMPTY_PATH = NativeMemory.string("");

    /** @throws PosixException EBADF if the descriptor was closed */
    static FileIdentity of(int fd, String name, NativeMemory buffer) {
        return of(fd, EMPTY_PATH, AT_EMPTY_PATH, name, buffer);
    }

    /**
     * Of whatever has the path now.
     *
     * @throws PosixException ENOENT if nothing has
     */
    static FileIdentity ofPath(String path, NativeMemory buffer) {
        return of(AT_FDCWD, NativeMemory.string(path), AT_SYMLINK_NOFOLLOW, path, buffer);
    }

    private static FileIdentity of(int fd, NativeMemory path, int flags, String name, NativeMemory buffer) {
        if (C.Linux.statx(fd, path, flags, STATX_BASIC_STATS, buffer) != 0) {
            throw C.failure("statx", name, C.errno());
        }
        return new FileIdentity(
                Integer.toUnsignedLong(buffer.bytes.getInt(136)) << 32
                        | Integer.toUnsignedLong(buffer.bytes.getInt(140)),
                buffer.bytes.getLong(32),
                buffer.bytes.getInt(16),
                Short.toUnsignedInt(buffer.bytes.getShort(28)),
                buffer.bytes.getInt(20),
                buffer.bytes.getInt(24),
                buffer.bytes.getLong(40));
    }

    static NativeMemory buffer() {
        return new NativeMemory(STATX_SIZE);
    }

    boolean isRegular() {
        return (mode & TYPE_MASK) == REGULAR;
    }

    int permissions() {
        return mode & 0777;
    }

    boolean isSameFile(FileIdentity other) {
        return device == other.device && inode == other.inode;
    }
}

package io.globallock.posix;

import static com.kenai.jffi.Type.POINTER;
import static com.kenai.jffi.Type.SINT32;
import static com.kenai.jffi.Type.SINT64;
import static com.kenai.jffi.Type.UINT32;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The users and groups that this system knows, and those of this process. Whoever keeps them (files, LDAP) is asked through libc, each
 * time anew. Ids are unsigned 32-bit numbers in an int. Only of 64-bit Linux: the layout of its structs passwd and group is used.
 */
final class Accounts {

    static {
        JffiLoader.await();
    }

    private static final CFunction GETPWNAM =
            CFunction.of("getpwnam_r", SINT32, POINTER, POINTER, POINTER, SINT64, POINTER);
    private static final CFunction GETPWUID =
            CFunction.of("getpwuid_r", SINT32, UINT32, POINTER, POINTER, SINT64, POINTER);
    private static final CFunction GETGRNAM =
            CFunction.of("getgrnam_r", SINT32, POINTER, POINTER, POINTER, SINT64, POINTER);
    private static final CFunction GETGRGID =
            CFunction.of("getgrgid_r", SINT32, UINT32, POINTER, POINTER, SINT64, POINTER);
    private static final CFunction GETEUID = CFunction.of("geteuid", UINT32);
    private static final CFunction GETEGID = CFunction.of("getegid", UINT32);
    private static final CFunction GETGROUPS = CFunction.of("getgroups", SINT32, SINT32, POINTER);

    /** char *name, char *passwd, then the id: pwd.h and grp.h begin alike. */
    private static final int ID_OFFSET = 16;

    private static final int STRUCT_SIZE = 64; // struct passwd has 48 bytes, struct group 32
    private static final int SMALLEST_TEXT = 1 << 10;
    private static final int LARGEST_TEXT = 1 << 22; // a group of very many members
    private static final int ERANGE = 34; // include/uapi/asm-generic/errno-base.h
    private static final long LARGEST_ID = 0xffff_fffeL; // (uid_t) -1 means nobody
    private static final int MOST_GROUPS = 1 << 16; // NGROUPS_MAX, linux/limits.h

    private Accounts() {}

    /** A user's id, by name or, where no user is called so, by number; empty if there is none. */
    static OptionalInt user(String nameOrNumber) {
        return id(GETPWNAM, nameOrNumber);
    }

    /** A group's id, as {@link #user}. A number need not be known. */
    static OptionalInt group(String nameOrNumber) {
        return id(GETGRNAM, nameOrNumber);
    }

    /** For people: {@code uid 1000 (pi)}. */
    static String describeUser(int uid) {
        return describe("uid ", GETPWUID, uid);
    }

    /** For people: {@code gid 998 (i2c)}. */
    static String describeGroup(int gid) {
        return describe("gid ", GETGRGID, gid);
    }

    /** The user whose rights this process has. */
    static int effectiveUser() {
        return (int) GETEUID.call();
    }

    /** The groups whose rights this process has. */
    static IntStream ownGroups() {
        NativeMemory groups = new NativeMemory(MOST_GROUPS * Integer.BYTES);
        int count;
        try {
            count = (int) GETGROUPS.call(MOST_GROUPS, groups.address);
        } finally {
            Reference.reachabilityFence(groups);
        }
        IntStream others = IntStream.range(0, count).map(i -> groups.bytes.getInt(i * Integer.BYTES));
        return IntStream.concat(IntStream.of((int) GETEGID.call()), others);
    }

    private static OptionalInt id(CFunction lookUp, String nameOrNumber) {
        byte[] text = nameOrNumber.getBytes(StandardCharsets.UTF_8);
        NativeMemory name = new NativeMemory(text.length + 1);
        name.bytes.put(0, text);
        Entry entry;
        try {
            entry = find(lookUp, name.address);
        } finally {
            Reference.reachabilityFence(name);
        }
        return entry != null ? OptionalInt.of(entry.id()) : number(nameOrNumber);
    }

    private static OptionalInt number(String text) {
        if (!text.matches("[0-9]{1,10}")) {
            return OptionalInt.empty();
        }
        long number = Long.parseLong(text);
        return number <= LARGEST_ID ? OptionalInt.of((int) number) : OptionalInt.empty();
    }

    private static String describe(String what, CFunction lookUp, int id) {
        Entry entry = find(lookUp, Integer.toUnsignedLong(id));
        return what + Integer.toUnsignedString(id) + (entry == null ? "" : " (" + entry.name() + ")");
    }

    /** @param key an id, or the address of a name that the caller keeps reachable */
    private static @Nullable Entry find(CFunction lookUp, long key) {
        NativeMemory struct = new NativeMemory(STRUCT_SIZE);
        NativeMemory found = new NativeMemory(Long.BYTES);
        for (int size = SMALLEST_TEXT; size <= LARGEST_TEXT; size *= 4) {
            NativeMemory text = new NativeMemory(size);
            try {
                int errno = (int) lookUp.call(key, struct.address, text.address, size, found.address);
                if (errno == 0) {
                    return found.bytes.getLong(0) == 0 ? null : entry(struct, text);
                }
                if (errno != ERANGE && errno != ErrorNumber.EINTR) {
                    return null; // nobody answers, or not now
                }
            } finally {
                Reference.reachabilityFence(struct);
                Reference.reachabilityFence(found);
                Reference.reachabilityFence(text);
            }
        }
        return null;
    }

    private static Entry entry(NativeMemory struct, NativeMemory text) {
        int start = (int) (struct.bytes.getLong(0) - text.address);
        int end = start;
        while (text.bytes.get(end) != 0) {
            end++;
        }
        byte[] name = new byte[end - start];
        text.bytes.get(start, name);
        return new Entry(new String(name, StandardCharsets.UTF_8), struct.bytes.getInt(ID_OFFSET));
    }

    private record Entry(String name, int id) {}
}

package io.globallock.posix;

import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Memory outside the heap for arguments of C functions, zero at first. It is freed when this object cannot be reached any more,
 * so whoever passes the address keeps the object reachable until the call returns; the methods of {@link C} do.
 */
final class NativeMemory {

    static {
        JffiLoader.await();
    }

    private static final MemoryIO IO = MemoryIO.getInstance();

    final ByteBuffer bytes;
    final long address;

    NativeMemory(int size) {
        this.bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        this.address = IO.getDirectBufferAddress(bytes);
    }

    /** A NUL-ended copy; names and paths are ASCII by now. */
    static NativeMemory string(String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        NativeMemory memory = new NativeMemory(ascii.length + 1);
        memory.bytes.put(0, ascii);
        return memory;
    }

    /** What is mapped at an address, in native byte order. Nothing keeps the mapping, and its end makes access deadly. */
    static ByteBuffer view(long address, int size) {
        return IO.newDirectByteBuffer(address, size).order(ByteOrder.nativeOrder());
    }

    /** A struct timespec for durations and points in time. */
    static NativeMemory timespec() {
        return new NativeMemory(16);
    }

    /** Writes a struct timespec of a 64-bit system. */
    void putTime(long nanos) {
        bytes.putLong(0, nanos / 1_000_000_000L);
        bytes.putLong(8, nanos % 1_000_000_000L);
    }

    /** Sets all bytes. */
    void fill(byte value) {
        for (int i = 0; i < bytes.capacity(); i++) {
            bytes.put(i, value);
        }
    }
}

package io.globallock.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/**
 * What stands in an owned semaphore's first word, read from its file and decoded without any of the library's own code.
 *
 * @param value bits 0 to 30
 * @param waiters bits 32 to 53
 * @param owner bits 54 to 63
 */
public record SemaphoreFile(int value, int waiters, int owner) {

    /** Reads the file of a lock. */
    public static SemaphoreFile read(String lock) {
        ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        try (var file = Files.newByteChannel(TestLocks.semaphore(lock), StandardOpenOption.READ)) {
            file.read(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long word = bytes.getLong(0);
        return new SemaphoreFile((int) (word & 0x7fffffff), (int) (word >>> 32 & 0x3fffff), (int) (word >>> 54));
    }
}

package io.globallock.posix;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** {@link SemaphoreMap#record} without its checksum, for the mutants. The offsets are those drawn there. */
final class TrustingReader {

    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int SEQUENCE = 128;

    private TrustingReader() {}

    /** @param again whether to look at the sequence a second time, after reading */
    static Optional<HolderRecord> record(ByteBuffer page, long token, boolean again) {
        ByteBuffer bytes = page.duplicate().order(ByteOrder.nativeOrder());
        if ((long) LONG.getAcquire(bytes, SEQUENCE) != token << 1) {
            return Optional.empty();
        }
        byte[] label = new byte[64];
        bytes.get(168, label);
        HolderRecord record = new HolderRecord(
                bytes.getInt(136),
                bytes.getInt(140),
                bytes.getLong(144),
                bytes.getLong(152),
                bytes.getLong(160),
                new String(label, StandardCharsets.UTF_8).trim());
        VarHandle.acquireFence();
        return again && (long) LONG.getOpaque(bytes, SEQUENCE) != token << 1 ? Optional.empty() : Optional.of(record);
    }
}

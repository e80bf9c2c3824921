package io.globallock.cli.jar;

import io.globallock.cli.ShmNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Writes any bytes as the label of a lock's holder, as a program with a layout of its own words could: with the checksum that makes
 * them believed. Of the record in the semaphore's file.
 */
final class StrangersLabel {

    private static final int SIZE = 64;
    private static final int SEQUENCE = 128;
    private static final int SLOT = 136;
    private static final int PID = 140;
    private static final int PROCESS_START = 144;
    private static final int CLAIMED = 152;
    private static final int CLAIMED_WALL = 160;
    private static final int LABEL = 168;
    private static final int CHECK = 232;
    private static final int END = 240;

    private StrangersLabel() {}

    static void write(String lock, byte[] label) throws IOException {
        try (FileChannel file =
                FileChannel.open(ShmNames.file(lock), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer record = ByteBuffer.allocate(END).order(ByteOrder.nativeOrder());
            file.read(record, 0);
            byte[] padded = Arrays.copyOf(label, SIZE);
            record.put(LABEL, padded);
            long identity = (31L * Arrays.hashCode(padded) + record.getInt(PID)) * 31 + record.getLong(PROCESS_START);
            record.putLong(
                    CHECK,
                    identity
                            ^ record.getInt(SLOT)
                            ^ Long.rotateLeft(record.getLong(CLAIMED), 7)
                            ^ Long.rotateLeft(record.getLong(CLAIMED_WALL), 31)
                            ^ Long.rotateLeft(record.getLong(SEQUENCE) >> 1, 47));
            file.write(record.slice(LABEL, END - LABEL), LABEL);
        }
    }
}

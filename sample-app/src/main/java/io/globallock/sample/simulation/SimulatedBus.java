package io.globallock.sample.simulation;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.globallock.sample.sensor.I2cBus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A bus whose devices live in a file, each with its registers and its one register pointer. It is as careless as real wires:
 * processes that use it without a common lock move each other's pointers and read wrong registers.
 *
 * <pre>{@code
 * 0               the mark "SIM-I2C1"
 * 512 * address   256 bytes of registers, then one byte of register pointer
 * }</pre>
 *
 * <p>{@code peer.py} knows this layout too. Thread-safe in that nothing worse than a wrong reading can happen.
 */
public final class SimulatedBus implements I2cBus {

    /** Eight bits and an acknowledgement at 100 kHz, the standard mode's speed. */
    private static final long NANOS_PER_BYTE = 90_000;

    private static final long MARK = 0x53494d2d49324331L; // SIM-I2C1
    private static final int DEVICE_LENGTH = 512;
    private static final int SIZE = 128 * DEVICE_LENGTH;
    private static final int POINTER = SimulatedDevice.LENGTH;

    private final ByteBuffer file;

    private SimulatedBus(ByteBuffer file) {
        this.file = file;
    }

    /** The file that all processes of a machine share unless they are told otherwise. */
    public static Path defaultFile() {
        Path memory = Path.of("/dev/shm");
        Path folder = Files.isDirectory(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
        return folder.resolve("global-lock-sample-bus");
    }

    /**
     * The bus in a file, which is created if there is none.
     *
     * @throws UncheckedIOException if the file cannot be opened or is something else
     */
    public static SimulatedBus open(Path path) {
        try (FileChannel channel = FileChannel.open(path, Set.of(CREATE, READ, WRITE, LinkOption.NOFOLLOW_LINKS))) {
            channel.lock(); // until the channel is closed: two processes may start at once
            boolean isNew = channel.size() == 0;
            if (!isNew && channel.size() != SIZE) {
                throw notABus();
            }
            ByteBuffer file = channel.map(MapMode.READ_WRITE, 0, SIZE).order(ByteOrder.BIG_ENDIAN);
            if (isNew) {
                for (SimulatedDevice device : SimulatedDevice.values()) {
                    file.put(start(device), device.registers(System.currentTimeMillis()));
                }
                file.putLong(0, MARK);
            } else if (file.getLong(0) != MARK) {
                throw notABus();
            }
            return new SimulatedBus(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open " + path + " as a simulated bus. See sample.bus-file. " + e, e);
        }
    }

    @Override
    public void write(int address, byte... bytes) {
        SimulatedDevice device = device(address);
        Pace pace = new Pace();
        pace.passByte(); // the address
        for (int i = 0; i < bytes.length; i++) {
            pace.passByte();
            if (i == 0) {
                file.put(start(device) + POINTER, bytes[0]);
            } else {
                file.put(start(device) + device.place(bytes[0] & 0xff, i - 1), bytes[i]);
            }
        }
    }

    @Override
    public byte[] read(int address, int length) {
        SimulatedDevice device = device(address);
        ByteBuffer registers = file.slice(start(device), SimulatedDevice.LENGTH);
        Pace pace = new Pace();
        pace.passByte(); // the address
        device.measure(registers, Weather.at(System.currentTimeMillis()));
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            int pointer = file.get(start(device) + POINTER) & 0xff;
            bytes[i] = registers.get(device.place(pointer, i));
            file.put(start(device) + POINTER, (byte) device.next(pointer));
            pace.passByte();
        }
        return bytes;
    }

    private static SimulatedDevice device(int address) {
        return SimulatedDevice.at(address)
                .orElseThrow(() -> new UncheckedIOException(
                        new IOException("No device answers at address 0x" + Integer.toHexString(address))));
    }

    private static int start(SimulatedDevice device) {
        return device.address() * DEVICE_LENGTH;
    }

    private static IOException notABus() {
        return new IOException("The file is something else: delete it or choose another one");
    }

    /** The time that the bytes of one transfer take on the wire. */
    private static final class Pace {
        private long deadlineNanos = System.nanoTime();

        void passByte() {
            deadlineNanos += NANOS_PER_BYTE;
            for (long left = deadlineNanos - System.nanoTime(); left > 0; left = deadlineNanos - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }
}

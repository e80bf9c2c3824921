package io.globallock.sample.sensor;

/**
 * A bus with devices on it. Each call is one transfer of its own, as with Linux's {@code /dev/i2c-N}: between the write that
 * selects a register and the read that fetches it, any other process may use the bus and select another one. That gap is
 * what the lock closes.
 */
public interface I2cBus {

    /**
     * Sends bytes to a device.
     *
     * @param address 0 to 0x7f
     * @param bytes the first one selects a register, any others are stored there
     * @throws java.io.UncheckedIOException if no device answers
     */
    void write(int address, byte... bytes);

    /**
     * Fetches bytes from a device, beginning with the selected register.
     *
     * @param address 0 to 0x7f
     * @throws java.io.UncheckedIOException if no device answers
     */
    byte[] read(int address, int length);
}

package io.globallock.sample.sensor;

/**
 * One measurement as the sensor delivers it, without units: {@link Bmp280Calibration} knows what it means.
 *
 * @param pressure 20 bits
 * @param temperature 20 bits
 */
public record Bmp280Sample(int pressure, int temperature) {

    /** Takes the six bytes from {@link Bmp280#DATA}: twice the high byte, the middle one and four bits in the third. */
    public static Bmp280Sample of(byte[] data) {
        return new Bmp280Sample(twentyBits(data, 0), twentyBits(data, 3));
    }

    private static int twentyBits(byte[] data, int at) {
        return (data[at] & 0xff) << 12 | (data[at + 1] & 0xff) << 4 | (data[at + 2] & 0xff) >> 4;
    }
}

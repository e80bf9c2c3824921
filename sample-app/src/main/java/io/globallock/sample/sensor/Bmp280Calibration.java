package io.globallock.sample.sensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The factory's figures for one BMP280, and the formulas of its data sheet that use them (section 8.1, in double precision).
 *
 * @param t1 0 to 65535
 * @param p1 0 to 65535
 */
public record Bmp280Calibration(
        int t1, int t2, int t3, int p1, int p2, int p3, int p4, int p5, int p6, int p7, int p8, int p9) {

    /** Takes the 24 bytes from {@link Bmp280#CALIBRATION}, low byte first; all but t1 and p1 are signed. */
    public static Bmp280Calibration of(byte[] registers) {
        ByteBuffer in = ByteBuffer.wrap(registers).order(ByteOrder.LITTLE_ENDIAN);
        return new Bmp280Calibration(
                in.getShort() & 0xffff,
                in.getShort(),
                in.getShort(),
                in.getShort() & 0xffff,
                in.getShort(),
                in.getShort(),
                in.getShort(),
                in.getShort(),
                in.getShort(),
                in.getShort(),
                in.getShort(),
                in.getShort());
    }

    /** The temperature in °C. */
    public double celsius(Bmp280Sample sample) {
        return fineTemperature(sample) / 5120.0;
    }

    /** The pressure in pascal; 0 if the figures make no sense. */
    public double pascal(Bmp280Sample sample) {
        double offset = fineTemperature(sample) / 2.0 - 64000.0;
        double correction = offset * offset * p6 / 32768.0;
        correction += offset * p5 * 2.0;
        correction = correction / 4.0 + p4 * 65536.0;
        double scale = (p3 * offset * offset / 524288.0 + p2 * offset) / 524288.0;
        scale = (1.0 + scale / 32768.0) * p1;
        if (scale == 0.0) {
            return 0.0;
        }
        double pressure = (1048576.0 - sample.pressure() - correction / 4096.0) * 6250.0 / scale;
        double square = p9 * pressure * pressure / 2147483648.0;
        double linear = pressure * p8 / 32768.0;
        return pressure + (square + linear + p7) / 16.0;
    }

    /** The data sheet's {@code t_fine}: the temperature in 1/5120 °C. */
    private double fineTemperature(Bmp280Sample sample) {
        double linear = (sample.temperature() / 16384.0 - t1 / 1024.0) * t2;
        double difference = sample.temperature() / 131072.0 - t1 / 8192.0;
        return linear + difference * difference * t3;
    }
}

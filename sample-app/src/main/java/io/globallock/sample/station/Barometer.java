package io.globallock.sample.station;

import io.globallock.sample.sensor.Bmp280;
import io.globallock.sample.sensor.Bmp280Calibration;
import io.globallock.sample.sensor.Bmp280Sample;
import io.globallock.spring.annotation.I2cLocked;
import org.springframework.stereotype.Service;

/**
 * The indoor sensor, a BMP280. Every method holds the lock, and so does the {@link RegisterReader} that it calls: such calls
 * nest, and the bus is free again when the outermost one returns.
 */
@Service
@I2cLocked("i2c-1")
public class Barometer {

    private final RegisterReader registers;

    Barometer(RegisterReader registers) {
        this.registers = registers;
    }

    /** Calibration and sample under one hold: no other process can reset or reconfigure the sensor in between. */
    public BarometerReading read() {
        Bmp280Calibration calibration = calibrate();
        Bmp280Sample sample = Bmp280Sample.of(readRaw());
        return new BarometerReading(calibration.celsius(sample), calibration.pascal(sample));
    }

    /**
     * The factory's figures of this chip.
     *
     * @throws WrongChipException if what answers is no BMP280
     */
    public Bmp280Calibration calibrate() {
        int chip = registers.readRaw(Bmp280.ADDRESS, Bmp280.ID, 1)[0] & 0xff;
        if (chip != Bmp280.CHIP_ID) {
            throw new WrongChipException(chip);
        }
        return Bmp280Calibration.of(registers.readRaw(Bmp280.ADDRESS, Bmp280.CALIBRATION, Bmp280.CALIBRATION_LENGTH));
    }

    /** The six bytes from {@link Bmp280#DATA}. */
    public byte[] readRaw() {
        return registers.readRaw(Bmp280.ADDRESS, Bmp280.DATA, Bmp280.DATA_LENGTH);
    }
}

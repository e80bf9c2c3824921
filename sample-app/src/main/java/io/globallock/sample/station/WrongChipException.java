package io.globallock.sample.station;

import io.globallock.sample.sensor.Bmp280;

/** The identification register does not say BMP280: another chip, or another process moved the register pointer. */
public final class WrongChipException extends RuntimeException {

    private static final long serialVersionUID = 1;

    WrongChipException(int chip) {
        super(String.format(
                "The chip at 0x%x says that it is 0x%x, not the BMP280's 0x%x. Does somebody use the bus without the lock?",
                Bmp280.ADDRESS, chip, Bmp280.CHIP_ID));
    }
}

package io.globallock.sample.sensor;

/** Pressure and temperature sensor with 8-bit registers (Bosch BMP280, data sheet BST-BMP280-DS001, section 4). */
public final class Bmp280 {

    /** Pin SDO on ground. */
    public static final int ADDRESS = 0x76;

    /** The register that tells the kind of chip: {@link #CHIP_ID}. */
    public static final int ID = 0xd0;

    public static final int CHIP_ID = 0x58;

    /** The first of the registers that the factory has filled for {@link Bmp280Calibration}. */
    public static final int CALIBRATION = 0x88;

    public static final int CALIBRATION_LENGTH = 24;

    /** The first of the registers with the measurement: {@link Bmp280Sample}. */
    public static final int DATA = 0xf7;

    public static final int DATA_LENGTH = 6;

    private Bmp280() {}
}

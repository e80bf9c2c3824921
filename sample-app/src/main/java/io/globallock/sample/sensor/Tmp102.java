package io.globallock.sample.sensor;

/** Temperature sensor with a few 16-bit registers, high byte first (Texas Instruments TMP102, data sheet SBOS397). */
public final class Tmp102 {

    /** Pin ADD0 on ground. */
    public static final int ADDRESS = 0x48;

    /** The register with the temperature: 12 bits, left-justified, two's complement. */
    public static final int TEMPERATURE = 0;

    private static final double CELSIUS_PER_STEP = 0.0625;

    private Tmp102() {}

    /** The temperature in °C from the two bytes of its register. */
    public static double celsius(byte[] register) {
        return (((register[0] << 8) | (register[1] & 0xff)) >> 4) * CELSIUS_PER_STEP;
    }
}

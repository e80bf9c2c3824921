package io.globallock.sample.station;

import io.globallock.sample.sensor.Tmp102;
import org.springframework.stereotype.Service;

/** The outdoor sensor, a TMP102. */
@Service
public class Thermometer {

    private final RegisterReader registers;

    Thermometer(RegisterReader registers) {
        this.registers = registers;
    }

    /** The temperature in °C. */
    public double celsius() {
        return Tmp102.celsius(readRaw());
    }

    /** The two bytes of the register {@link Tmp102#TEMPERATURE}. */
    public byte[] readRaw() {
        return registers.readRaw(Tmp102.ADDRESS, Tmp102.TEMPERATURE, 2);
    }
}

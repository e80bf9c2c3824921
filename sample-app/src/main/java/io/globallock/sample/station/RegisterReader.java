package io.globallock.sample.station;

import io.globallock.sample.sensor.I2cBus;
import io.globallock.spring.annotation.I2cLocked;
import org.springframework.stereotype.Component;

/** Reads registers: select the first one, then fetch. Two transfers, which the lock makes one. */
@Component
class RegisterReader {

    private final I2cBus bus;

    RegisterReader(I2cBus bus) {
        this.bus = bus;
    }

    @I2cLocked("i2c-1")
    byte[] readRaw(int address, int register, int length) {
        bus.write(address, (byte) register);
        return bus.read(address, length);
    }
}

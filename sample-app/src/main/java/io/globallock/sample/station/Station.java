package io.globallock.sample.station;

import io.globallock.spring.annotation.I2cLocked;
import java.time.Instant;
import org.springframework.stereotype.Service;

/** All sensors as one: their values belong together, so they are read under one hold. */
@Service
public class Station {

    private final Thermometer thermometer;
    private final Barometer barometer;

    Station(Thermometer thermometer, Barometer barometer) {
        this.thermometer = thermometer;
        this.barometer = barometer;
    }

    @I2cLocked("i2c-1")
    public Readings read() {
        double outdoors = thermometer.celsius();
        BarometerReading indoors = barometer.read();
        double hectopascal = indoors.pascal() / 100;
        return new Readings(
                Instant.now(),
                Quantity.of(outdoors, "°C"),
                Quantity.of(indoors.celsius(), "°C"),
                Quantity.of(hectopascal, "hPa"),
                Quantity.of(AltitudeTable.shared().metres(hectopascal), "m"));
    }
}

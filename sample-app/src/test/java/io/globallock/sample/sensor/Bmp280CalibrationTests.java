package io.globallock.sample.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** With the example of the data sheet's section 3.12. */
class Bmp280CalibrationTests {

    private static final byte[] REGISTERS = HexFormat.of().parseHex("706b436718fc7d8e43d6d00b270b8c00f9ff8c3cf8c67017");

    private final Bmp280Calibration calibration = Bmp280Calibration.of(REGISTERS);
    private final Bmp280Sample sample = new Bmp280Sample(415148, 519888);

    @Test
    void findsTheFiguresInTheRegisters() {
        assertThat(calibration)
                .isEqualTo(new Bmp280Calibration(
                        27504, 26435, -1000, 36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000));
    }

    @Test
    void findsTheSampleInTheRegisters() {
        assertThat(Bmp280Sample.of(HexFormat.of().parseHex("655ac07eed00"))).isEqualTo(sample);
    }

    @Test
    void yieldsTheTemperatureOfTheDataSheet() {
        assertThat(calibration.celsius(sample)).isEqualTo(25.08, within(0.005));
    }

    @Test
    void yieldsThePressureOfTheDataSheet() {
        assertThat(calibration.pascal(sample)).isEqualTo(100653.27, within(0.02));
    }

    @Test
    void doesNotDivideByZero() {
        Bmp280Calibration blank = Bmp280Calibration.of(new byte[Bmp280.CALIBRATION_LENGTH]);
        assertThat(blank.pascal(sample)).isZero();
    }
}

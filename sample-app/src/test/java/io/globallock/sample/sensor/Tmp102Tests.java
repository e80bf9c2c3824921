package io.globallock.sample.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Tmp102Tests {

    /** The data sheet's table of temperatures and their twelve bits. */
    @ParameterizedTest
    @CsvSource({
        "0x7f, 0xf0, 127.9375", "0x50, 0x00, 80", "0x19, 0x00, 25", "0x00, 0x40, 0.25",
        "0x00, 0x00, 0", "0xff, 0xc0, -0.25", "0xe7, 0x00, -25", "0xc9, 0x00, -55"
    })
    void readsTheTemperaturesOfTheDataSheet(String high, String low, double celsius) {
        byte[] register = {(byte) (int) Integer.decode(high), (byte) (int) Integer.decode(low)};
        assertThat(Tmp102.celsius(register)).isEqualTo(celsius);
    }
}

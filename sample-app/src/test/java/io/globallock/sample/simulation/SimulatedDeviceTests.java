package io.globallock.sample.simulation;

import static io.globallock.sample.simulation.SimulatedDevice.BMP280;
import static io.globallock.sample.simulation.SimulatedDevice.TMP102;
import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.sample.sensor.Bmp280;
import io.globallock.sample.sensor.Tmp102;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedDeviceTests {

    private static final long NOON = 1_800_000_000_000L;

    @ParameterizedTest
    @CsvSource({"TMP102, 0, 2", "BMP280, 0x88, 24", "BMP280, 0xf7, 6"})
    void everyWrongRegisterShows(SimulatedDevice device, String start, int length) {
        int right = Integer.decode(start);
        // Twenty minutes, in which the weather goes through all it knows.
        for (long millis = NOON; millis < NOON + 1_200_000; millis += 1000) {
            long now = millis;
            assertThat(IntStream.range(0, device == TMP102 ? 128 : 256)
                            .filter(register ->
                                    device.isRight(device.expected(register, length, now), right, now, now)))
                    .containsExactly(right);
        }
    }

    @Test
    void anUndisturbedReadIsRightAlsoAcrossTheTurnOfASecond() {
        byte[] before = BMP280.expected(Bmp280.DATA, Bmp280.DATA_LENGTH, NOON + 999);
        byte[] after = BMP280.expected(Bmp280.DATA, Bmp280.DATA_LENGTH, NOON + 1000);

        assertThat(before).isNotEqualTo(after);
        assertThat(BMP280.isRight(before, Bmp280.DATA, NOON + 999, NOON + 1001)).isTrue();
        assertThat(BMP280.isRight(after, Bmp280.DATA, NOON + 999, NOON + 1001)).isTrue();
        assertThat(BMP280.isRight(before, Bmp280.DATA, NOON + 1000, NOON + 1001))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 150, 299, 300, 301, 599, 600})
    void theWeatherStaysAgreeable(long second) {
        Weather weather = Weather.at(second * 1000);
        byte[] tmp102 = TMP102.expected(Tmp102.TEMPERATURE, 2, second * 1000);

        assertThat(Tmp102.celsius(tmp102)).isBetween(20.0, 26.0);
        assertThat(weather.tmp102()).isEqualTo((int) (Tmp102.celsius(tmp102) * 16));
        assertThat(weather.temperature()).isBetween(504_000, 522_000);
        assertThat(weather.pressure()).isBetween(410_000, 420_000);
    }
}

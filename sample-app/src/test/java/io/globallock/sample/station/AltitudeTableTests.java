package io.globallock.sample.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class AltitudeTableTests {

    /** The standard atmosphere: sea level, 1000 m and 5000 m. */
    @ParameterizedTest
    @CsvSource({"1013.25, 0, 0.1", "898.75, 1000, 1", "540.20, 5000, 5"})
    void knowsTheStandardAtmosphere(double hectopascal, double metres, double tolerance) {
        assertThat(AltitudeTable.shared().metres(hectopascal)).isEqualTo(metres, within(tolerance));
    }

    @ParameterizedTest
    @CsvSource({"0, 300", "-5, 300", "1100, 1100", "5000, 1100"})
    void takesThePressureOutsideItsRangeForTheNearestInside(double hectopascal, double nearest) {
        assertThat(AltitudeTable.shared().metres(hectopascal))
                .isEqualTo(AltitudeTable.shared().metres(nearest));
    }

    @Test
    void isMadeOnce() {
        assertThat(IntStream.range(0, 1000).parallel().mapToObj(i -> AltitudeTable.shared()))
                .containsOnly(AltitudeTable.shared());
    }
}

package io.globallock.sample.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.globallock.sample.sensor.Bmp280;
import io.globallock.sample.sensor.Tmp102;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SimulatedBusTests {

    @TempDir
    Path folder;

    @Test
    void readsFromTheSelectedRegisterOn() {
        SimulatedBus bus = SimulatedBus.open(folder.resolve("bus"));

        bus.write(Bmp280.ADDRESS, (byte) Bmp280.CALIBRATION);
        assertThat(bus.read(Bmp280.ADDRESS, 4)).containsExactly(0x70, 0x6b, 0x43, 0x67);
        assertThat(bus.read(Bmp280.ADDRESS, 2)).containsExactly(0x18, 0xfc);
        bus.write(Bmp280.ADDRESS, (byte) Bmp280.ID);
        assertThat(bus.read(Bmp280.ADDRESS, 1)).containsExactly(Bmp280.CHIP_ID);
    }

    @Test
    void measuresWhenItIsRead() {
        SimulatedBus bus = SimulatedBus.open(folder.resolve("bus"));
        long from = System.currentTimeMillis();

        bus.write(Bmp280.ADDRESS, (byte) Bmp280.DATA);
        byte[] data = bus.read(Bmp280.ADDRESS, Bmp280.DATA_LENGTH);

        assertThat(SimulatedDevice.BMP280.isRight(data, Bmp280.DATA, from, System.currentTimeMillis()))
                .isTrue();
    }

    @Test
    void keepsWhatIsWrittenToARegister() {
        SimulatedBus bus = SimulatedBus.open(folder.resolve("bus"));

        bus.write(Tmp102.ADDRESS, (byte) 2, (byte) 0x46, (byte) 0x10);

        assertThat(bus.read(Tmp102.ADDRESS, 3)).containsExactly(0x46, 0x10, 0x46);
    }

    @Test
    void whoeverSharesTheFileMovesThePointer() {
        SimulatedBus ours = SimulatedBus.open(folder.resolve("bus"));
        SimulatedBus theirs = SimulatedBus.open(folder.resolve("bus"));

        ours.write(Bmp280.ADDRESS, (byte) Bmp280.ID);
        theirs.write(Bmp280.ADDRESS, (byte) Bmp280.CALIBRATION);

        assertThat(ours.read(Bmp280.ADDRESS, 1)).containsExactly(0x70);
    }

    @Test
    void takesNinetyMicrosecondsForEachByteAndTheAddress() {
        SimulatedBus bus = SimulatedBus.open(folder.resolve("bus"));

        long start = System.nanoTime();
        assertThat(bus.read(Bmp280.ADDRESS, 24)).hasSize(24);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(25 * 90_000);
    }

    @Test
    void saysThatNoDeviceAnswers() {
        SimulatedBus bus = SimulatedBus.open(folder.resolve("bus"));

        assertThatThrownBy(() -> bus.read(0x50, 1))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("0x50");
    }

    @Test
    void leavesAFileAloneThatIsNoBus() throws IOException {
        Path letter = Files.writeString(folder.resolve("letter"), "Dear reader");

        assertThatThrownBy(() -> SimulatedBus.open(letter))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("sample.bus-file");
        assertThat(letter).hasContent("Dear reader");
    }
}

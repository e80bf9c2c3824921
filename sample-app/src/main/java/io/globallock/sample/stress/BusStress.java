package io.globallock.sample.stress;

import io.globallock.ClaimTimeoutException;
import io.globallock.sample.SampleProperties;
import io.globallock.sample.sensor.Bmp280;
import io.globallock.sample.sensor.Bmp280Calibration;
import io.globallock.sample.sensor.Tmp102;
import io.globallock.sample.simulation.SimulatedDevice;
import io.globallock.sample.station.Barometer;
import io.globallock.sample.station.Thermometer;
import io.globallock.sample.station.WrongChipException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/**
 * Several threads that read all sensors without a pause. The simulated sensors' values are known beforehand, so every wrong
 * one is noticed.
 */
@Service
public final class BusStress {

    private static final int THREADS = 2;
    private static final Bmp280Calibration CALIBRATION =
            Bmp280Calibration.of(SimulatedDevice.BMP280.expected(Bmp280.CALIBRATION, Bmp280.CALIBRATION_LENGTH, 0));

    private final Thermometer thermometer;
    private final Barometer barometer;
    private final SampleProperties properties;

    BusStress(Thermometer thermometer, Barometer barometer, SampleProperties properties) {
        this.thermometer = thermometer;
        this.barometer = barometer;
        this.properties = properties;
    }

    /** Returns after the duration. */
    public StressReport run(Duration duration) {
        Counts counts = new Counts();
        long start = System.nanoTime();
        long length = duration.toNanos();
        Runnable reader = () -> {
            do {
                readAll(counts);
            } while (System.nanoTime() - start < length);
        };
        List<CompletableFuture<Void>> threads = Stream.generate(
                        () -> CompletableFuture.runAsync(reader, task -> new Thread(task, "stress").start()))
                .limit(THREADS)
                .toList();
        threads.forEach(CompletableFuture::join);
        return counts.report(Duration.ofNanos(System.nanoTime() - start), properties.locking());
    }

    private void readAll(Counts counts) {
        counts.count(() -> {
            long from = System.currentTimeMillis();
            byte[] register = thermometer.readRaw();
            return SimulatedDevice.TMP102.isRight(register, Tmp102.TEMPERATURE, from, System.currentTimeMillis());
        });
        counts.count(() -> {
            long from = System.currentTimeMillis();
            byte[] data = barometer.readRaw();
            return SimulatedDevice.BMP280.isRight(data, Bmp280.DATA, from, System.currentTimeMillis());
        });
        counts.count(() -> barometer.calibrate().equals(CALIBRATION));
    }

    private static final class Counts {
        private final AtomicInteger readings = new AtomicInteger();
        private final AtomicInteger wrong = new AtomicInteger();
        private final AtomicInteger timeouts = new AtomicInteger();

        void count(BooleanSupplier reading) {
            try {
                boolean right = reading.getAsBoolean();
                readings.incrementAndGet();
                if (!right) {
                    wrong.incrementAndGet();
                }
            } catch (WrongChipException e) {
                readings.incrementAndGet();
                wrong.incrementAndGet();
            } catch (ClaimTimeoutException e) {
                timeouts.incrementAndGet();
            }
        }

        StressReport report(Duration duration, boolean locking) {
            return new StressReport(
                    readings.get(),
                    wrong.get(),
                    duration.toMillis() / 1000.0,
                    Math.round(readings.get() * 10_000.0 / duration.toMillis()) / 10.0,
                    timeouts.get(),
                    locking,
                    ProcessHandle.current().pid());
        }
    }
}

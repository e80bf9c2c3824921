package io.globallock.sample.station;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.GlobalLock;
import io.globallock.sample.SampleApplication;
import io.globallock.sample.SampleProperties;
import io.globallock.sample.TestResources;
import io.globallock.sample.sensor.I2cBus;
import io.globallock.sample.simulation.SimulatedBus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Timeout(60)
class LockingTests {

    @Test
    void everyTransferHappensUnderTheLockHoweverDeepTheCallsNest() {
        List<Integer> depths =
                depthsDuring("true", context -> context.getBean(Station.class).read());

        // Thermometer: station, register reader. Barometer: station, barometer, register reader, three times.
        assertThat(depths).containsExactly(2, 2, 3, 3, 3, 3, 3, 3);
    }

    @Test
    void calibrationIsOneHoldOverSeveralReads() {
        List<Integer> depths =
                depthsDuring("true", context -> context.getBean(Barometer.class).calibrate());

        assertThat(depths).containsExactly(2, 2, 2, 2);
    }

    @Test
    void withoutLockingTheSameCodeTakesNoLock() {
        List<Integer> depths =
                depthsDuring("false", context -> context.getBean(Station.class).read());

        assertThat(depths).hasSize(8).containsOnly(0);
    }

    /** How many claims the reading thread held at each transfer. */
    private static List<Integer> depthsDuring(String locking, Consumer<ConfigurableApplicationContext> reading) {
        try (TestResources resources = new TestResources();
                ConfigurableApplicationContext context = new SpringApplicationBuilder(
                                SampleApplication.class, WatchedBus.class)
                        .web(WebApplicationType.NONE)
                        .run(
                                "--sample.locking=" + locking,
                                "--sample.bus-file=" + resources.bus(),
                                "--global-lock.locks.i2c-1.name=" + resources.lock())) {
            reading.accept(context);
            return List.copyOf(context.getBean(WatchedBus.class).depths);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WatchedBus {
        final List<Integer> depths = new ArrayList<>();

        @Bean
        I2cBus watchedBus(SampleProperties properties, ObjectProvider<GlobalLock> lock) {
            I2cBus bus = SimulatedBus.open(properties.busFile());
            return new I2cBus() {
                private void note() {
                    GlobalLock claimed = lock.getIfAvailable();
                    depths.add(claimed == null ? 0 : claimed.status().depth());
                }

                @Override
                public void write(int address, byte... bytes) {
                    note();
                    bus.write(address, bytes);
                }

                @Override
                public byte[] read(int address, int length) {
                    note();
                    return bus.read(address, length);
                }
            };
        }
    }
}

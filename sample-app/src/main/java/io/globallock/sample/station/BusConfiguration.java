package io.globallock.sample.station;

import io.globallock.sample.SampleProperties;
import io.globallock.sample.sensor.I2cBus;
import io.globallock.sample.simulation.SimulatedBus;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Lazy;

/** Real hardware comes in here: any other bean of type {@link I2cBus} replaces the simulated one. */
@Configuration(proxyBeanMethods = false)
final class BusConfiguration {

    @Bean
    @Fallback
    @Lazy
    I2cBus simulatedBus(SampleProperties properties) {
        return SimulatedBus.open(properties.busFile() == null ? SimulatedBus.defaultFile() : properties.busFile());
    }
}

package io.globallock.sample.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.globallock.sample.SampleProperties;
import io.globallock.sample.station.Readings;
import io.globallock.sample.station.Station;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /readings}: what the sensors say now, and which process read it. */
@RestController
final class ReadingsController {

    private final Station station;
    private final SampleProperties properties;

    ReadingsController(Station station, SampleProperties properties) {
        this.station = station;
        this.properties = properties;
    }

    @GetMapping("/readings")
    ReadingsDescriptor read() {
        Readings readings = station.read();
        return new ReadingsDescriptor(
                readings,
                new Reader(ProcessHandle.current().pid(), Thread.currentThread().getName()),
                properties.locking());
    }

    record ReadingsDescriptor(@JsonUnwrapped Readings readings, Reader readBy, boolean locking) {}

    record Reader(long pid, String thread) {}
}

package io.globallock.sample.web;

import io.globallock.sample.SampleProperties;
import io.globallock.sample.station.BusHold;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * {@code POST /hold?seconds=N}: holds the lock for 1 to 600 seconds and answers as soon as it is held, so that there is time
 * to kill this process and watch the others.
 */
@RestController
final class HoldController {

    private static final int MOST_SECONDS = 600;

    private final BusHold bus;
    private final SampleProperties properties;

    HoldController(BusHold bus, SampleProperties properties) {
        this.bus = bus;
        this.properties = properties;
    }

    @PostMapping("/hold")
    @ResponseStatus(HttpStatus.ACCEPTED)
    HoldDescriptor hold(@RequestParam(defaultValue = "60") int seconds) {
        Duration duration = Seconds.check(seconds, MOST_SECONDS);
        if (!properties.locking()) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT, "This instance takes no lock: sample.locking is false");
        }
        CompletableFuture<Void> held = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        bus.hold(duration, () -> held.complete(null));
                    } catch (InterruptedException | RuntimeException e) {
                        held.completeExceptionally(e);
                    }
                },
                "hold");
        thread.setDaemon(true);
        thread.start();
        held.join();
        long pid = ProcessHandle.current().pid();
        return new HoldDescriptor(pid, seconds, "kill -9 " + pid);
    }

    record HoldDescriptor(long pid, int seconds, String endWith) {}
}

package io.globallock.sample.station;

import io.globallock.spring.annotation.I2cLocked;
import java.time.Duration;
import org.springframework.stereotype.Service;

/** Keeps the bus to itself, like a program that hangs in the middle of its work. */
@Service
public class BusHold {

    /**
     * Returns after the duration.
     *
     * @param held runs as soon as the lock is claimed
     */
    @I2cLocked("i2c-1")
    public void hold(Duration duration, Runnable held) throws InterruptedException {
        held.run();
        Thread.sleep(duration.toMillis());
    }
}

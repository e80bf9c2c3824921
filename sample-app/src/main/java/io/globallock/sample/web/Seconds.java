package io.globallock.sample.web;

import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Checks the parameter {@code seconds}. */
final class Seconds {

    private Seconds() {}

    /**
     * The parameter as a duration.
     *
     * @throws ResponseStatusException 400 if it is not 1 to {@code most}
     */
    static Duration check(int seconds, int most) {
        if (seconds < 1 || seconds > most) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "seconds must be 1 to " + most + ", but was " + seconds);
        }
        return Duration.ofSeconds(seconds);
    }
}

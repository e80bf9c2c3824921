package io.globallock.sample.web;

import io.globallock.ClaimTimeoutException;
import io.globallock.sample.station.WrongChipException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What the station says when it cannot read. */
@RestControllerAdvice
final class StationErrors {

    /** The message names the holder. */
    @ExceptionHandler
    ProblemDetail busy(ClaimTimeoutException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail wrongChip(WrongChipException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_GATEWAY, e.getMessage());
    }
}

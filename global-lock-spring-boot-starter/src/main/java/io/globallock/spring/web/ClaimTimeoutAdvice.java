package io.globallock.spring.web;

import io.globallock.ClaimTimeoutException;
import io.globallock.spring.Printable;
import java.time.Duration;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * Answers a request whose lock was not free in time with 503 Service Unavailable and Retry-After, for Spring MVC and WebFlux. Who
 * holds the lock stands in the log, in one line, and not in the answer. Exception handlers of the application come first.
 */
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
public final class ClaimTimeoutAdvice {

    private static final Log LOG = LogFactory.getLog(ClaimTimeoutAdvice.class);
    private static final long MILLIS_PER_SECOND = 1000;

    private final boolean problemDetails;

    /** With a body of problem+json, or without a body. */
    public ClaimTimeoutAdvice(boolean problemDetails) {
        this.problemDetails = problemDetails;
    }

    @ExceptionHandler
    public ResponseEntity<ProblemDetail> handle(ClaimTimeoutException timeout) {
        LOG.warn("Answered with 503: " + Printable.of(String.valueOf(timeout.getMessage())));
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfter(timeout.timeout())));
        return problemDetails
                ? answer.body(ProblemDetail.forStatusAndDetail(
                        HttpStatus.SERVICE_UNAVAILABLE, "A lock that the request needs was not free in time."))
                : answer.build();
    }

    /** After as long as the claim has waited, at least a second. */
    private static long retryAfter(Duration timeout) {
        return Math.max(1, (timeout.toMillis() + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND);
    }
}

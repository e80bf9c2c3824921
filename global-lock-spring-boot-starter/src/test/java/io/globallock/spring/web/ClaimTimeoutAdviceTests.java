package io.globallock.spring.web;

import io.globallock.ClaimTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** In WebFlux; for Spring MVC see the endpoint's tests, which run over HTTP. */
@Timeout(60)
class ClaimTimeoutAdviceTests {

    @Test
    void aReactiveRequestIsUnavailableForAsLongAsTheClaimWaited() {
        client(new ClaimTimeoutAdvice(false))
                .get()
                .uri("/late")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "3")
                .expectBody()
                .isEmpty();
    }

    @Test
    void aReactiveProblemSaysNothingOfTheHolder() {
        client(new ClaimTimeoutAdvice(true))
                .get()
                .uri("/late")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("A lock that the request needs was not free in time.");
    }

    private static WebTestClient client(ClaimTimeoutAdvice advice) {
        return WebTestClient.bindToController(new Late())
                .controllerAdvice(advice)
                .build();
    }

    @RestController
    static class Late {
        @GetMapping("/late")
        Mono<String> late() {
            return Mono.error(new ClaimTimeoutException(
                    "bus", Duration.ofMillis(2100), Optional.empty(), "Lock bus was not free: held by pid 4711"));
        }
    }
}

package io.globallock.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.spring.LockTests;
import io.globallock.spring.annotation.GlobalLocked;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Over real HTTP, against a server in this JVM. */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class GlobalLocksEndpointHttpTests {

    private static final long FAST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String UNRESTRICTED = "--management.endpoint.globallocks.access=unrestricted";

    @Test
    void listsEveryFieldOfEveryLock() {
        String free =
                """
                {"name":"%s","mechanism":"local","state":"free","locked":false,"value":1,"waiters":0,"holder":null,\
                "token":0,"counters":null,"lockInfo":null,"users":[],"unseen":null,"problem":null,\
                "contention":{"claims":0,"contended":0,"timeouts":0,\
                "wait":{"count":0,"mean":0.0,"max":0.0,"p99":0.0},"hold":{"count":0,"mean":0.0,"max":0.0,"p99":0.0}}}""";
        run(Open.class, server -> assertThat(get(server, "").body())
                .isEqualTo(
                        "{\"locks\":{\"a\":" + free.formatted(server.lock("a").name()) + ",\"b\":"
                                + free.formatted(server.lock("b").name()) + "}}"));
    }

    @Test
    void showsWhoHoldsALock() {
        run(Open.class, server -> {
            try (Claim claim = server.lock("a").claim()) {
                assertThat(get(server, "/a").body())
                        .contains("\"state\":\"owned\"")
                        .contains("\"pid\":" + ProcessHandle.current().pid())
                        .contains("\"thread\":\"" + Thread.currentThread().getName() + "\"")
                        .contains("\"label\":null")
                        .contains("\"since\":\"20")
                        .contains("\"heldMillis\":")
                        .contains("\"alive\":true")
                        .contains("\"token\":" + claim.token());
            }
        });
    }

    @Test
    void anUnknownKeyIsNotFound() {
        run(Open.class, server -> assertThat(get(server, "/nope").statusCode()).isEqualTo(404));
    }

    @Test
    void forcingIsNoOperationByDefault() {
        run(Open.class, server -> assertThat(delete(server, "/a").statusCode()).isEqualTo(405));
    }

    @Test
    void forcesAHeldLockFree() {
        run(
                Open.class,
                server -> {
                    Claim claim = server.lock("a").claimDetached();
                    HttpResponse<String> answer = delete(server, "/a?reason=stuck");
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(answer.body())
                            .startsWith("{\"freed\":true,\"holder\":{\"pid\":"
                                    + ProcessHandle.current().pid());
                    assertThat(server.lock("a").isLocked()).isFalse();
                    assertThat(claim.release()).isFalse();
                    assertThat(delete(server, "/a").body()).isEqualTo("{\"freed\":false,\"holder\":null}");
                    assertThat(delete(server, "/nope").statusCode()).isEqualTo(404);
                },
                UNRESTRICTED);
    }

    @Test
    void forcesOnlyTheHoldThatIsMeantWhereATokenIsGiven() {
        run(
                Open.class,
                server -> {
                    try (Claim claim = server.lock("a").claimDetached()) {
                        assertThat(delete(server, "/a?token=" + (claim.token() + 1))
                                        .body())
                                .isEqualTo("{\"freed\":false,\"holder\":null}");
                        assertThat(claim.isHeld()).isTrue();
                        assertThat(delete(server, "/a?token=" + claim.token()).body())
                                .startsWith("{\"freed\":true");
                        assertThat(claim.isLost()).isTrue();
                        assertThat(delete(server, "/a?token=x").statusCode()).isEqualTo(400);
                    }
                },
                UNRESTRICTED);
    }

    @Test
    void aReasonCannotForgeALineOfTheLog(CapturedOutput output) {
        run(
                Open.class,
                server -> {
                    server.lock("a").claimDetached();
                    delete(server, "/a?reason=stuck%0D%0A2026-01-01%20ERROR%20all%20is%20lost%1B%5B2J");
                },
                UNRESTRICTED);
        assertThat(output).contains("force-released (stuck??2026-01-01 ERROR all is lost?[2J)");
    }

    @Test
    void aRequestWhoseLockIsNotFreeInTimeIsUnavailableForAWhile(CapturedOutput output) {
        run(Open.class, server -> {
            try (Claim claim = server.lock("a").claimDetached()) {
                HttpResponse<String> answer = request(server, "/locked");
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
                assertThat(answer.body()).isEmpty();
                assertThat(claim.isHeld()).isTrue();
            }
        });
        assertThat(output)
                .containsOnlyOnce("Answered with 503: Lock ")
                .doesNotContain("ClaimTimeoutException: ")
                .doesNotContain("\tat io.globallock");
    }

    @Test
    void itIsAProblemWhereProblemDetailsAreOnAndAnErrorWhereTheHandlingIsOff() {
        run(
                Open.class,
                server -> {
                    try (Claim claim = server.lock("a").claimDetached()) {
                        HttpResponse<String> answer = request(server, "/locked");
                        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
                        assertThat(answer.body())
                                .contains("\"status\":503")
                                .doesNotContain(
                                        String.valueOf(ProcessHandle.current().pid()));
                        assertThat(claim.isHeld()).isTrue();
                    }
                },
                "--spring.mvc.problemdetails.enabled=true");
        run(
                Open.class,
                server -> {
                    try (Claim claim = server.lock("a").claimDetached()) {
                        assertThat(request(server, "/locked").statusCode()).isEqualTo(500);
                        assertThat(claim.isHeld()).isTrue();
                    }
                },
                "--global-lock.web.handle-timeouts=false");
    }

    @Test
    void withoutAccessThereIsNoEndpoint() {
        run(
                Open.class,
                server -> assertThat(get(server, "").statusCode()).isEqualTo(404),
                "--management.endpoint.globallocks.access=none");
    }

    @Test
    void securityDecidesWhoMayReadAndForce() {
        run(
                Secured.class,
                server -> {
                    assertThat(get(server, "").statusCode()).isEqualTo(401);
                    assertThat(get(server, "", "reader").statusCode()).isEqualTo(200);
                    assertThat(delete(server, "/a").statusCode()).isEqualTo(401);
                    assertThat(delete(server, "/a", "reader").statusCode()).isEqualTo(403);
                    assertThat(delete(server, "/a", "operator").statusCode()).isEqualTo(200);
                },
                UNRESTRICTED);
    }

    @Test
    void answersAtOnceWhileTheLockIsHeldAndManyThreadsWait() {
        run(Open.class, server -> {
            int waiters = 20;
            ExecutorService threads = Executors.newFixedThreadPool(waiters);
            CountDownLatch done = new CountDownLatch(waiters);
            GlobalLock lock = server.lock("a");
            Claim held = lock.claimDetached();
            try {
                for (int i = 0; i < waiters; i++) {
                    threads.execute(() -> {
                        lock.claim().close();
                        done.countDown();
                    });
                }
                Awaitility.await().until(() -> lock.status().queued() == waiters);
                get(server, "/a"); // the first request pays for loading classes
                assertThat(get(server, "/a").body()).contains("\"waiters\":20").contains("\"contended\":20");
                // More than one try: on a busy machine a request can be slow for reasons that have nothing to do with
                // locks.
                Awaitility.await().until(() -> nanosOf(server) < FAST_NANOS);
            } finally {
                held.release();
                threads.shutdown();
            }
            assertThat(await(done)).isTrue();
        });
    }

    private static long nanosOf(Server server) {
        long start = System.nanoTime();
        assertThat(get(server, "/a").statusCode()).isEqualTo(200);
        return System.nanoTime() - start;
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(Class<?> application, Consumer<Server> test, String... arguments) {
        SpringApplication spring = new SpringApplication(application);
        String[] common = {
            "--server.port=0",
            "--spring.jmx.enabled=false",
            "--spring.main.banner-mode=off",
            "--spring.datasource.generate-unique-name=true",
            "--management.endpoints.web.exposure.include=*",
            "--global-lock.mechanism=local",
            "--global-lock.locks.a.name=" + LockTests.uniqueName(),
            "--global-lock.locks.b.name=" + LockTests.uniqueName()
        };
        String[] all = Stream.of(common, arguments).flatMap(Arrays::stream).toArray(String[]::new);
        try (ConfigurableApplicationContext context = spring.run(all)) {
            test.accept(new Server(context));
        }
    }

    private static HttpResponse<String> get(Server server, String path, String... user) {
        return send(server, path, "GET", user);
    }

    private static HttpResponse<String> request(Server server, String path) {
        try {
            return CLIENT.send(
                    HttpRequest.newBuilder(server.uri("").resolve(path)).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> delete(Server server, String path, String... user) {
        return send(server, path, "DELETE", user);
    }

    private static HttpResponse<String> send(Server server, String path, String method, String... user) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.uri(path)).method(method, HttpRequest.BodyPublishers.noBody());
        for (String name : user) {
            String credentials = name + ":" + name;
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Server(ConfigurableApplicationContext context) {

        URI uri(String path) {
            int port = ((WebServerApplicationContext) context).getWebServer().getPort();
            return URI.create("http://localhost:" + port + "/actuator/globallocks" + path);
        }

        GlobalLock lock(String key) {
            return context.getBean(key, GlobalLock.class);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(LockedController.class)
    static class Open {
        @Bean
        SecurityFilterChain open(HttpSecurity http) {
            return http.authorizeHttpRequests(all -> all.anyRequest().permitAll())
                    .csrf(csrf -> csrf.disable())
                    .build();
        }
    }

    @RestController
    static class LockedController {
        @GetMapping("/locked")
        @GlobalLocked(value = "a", timeout = "10ms")
        public String locked() {
            return "done";
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Secured {
        @Bean
        SecurityFilterChain secured(HttpSecurity http) {
            return http.authorizeHttpRequests(all -> all.requestMatchers(HttpMethod.DELETE)
                            .hasRole("OPERATOR")
                            .anyRequest()
                            .authenticated())
                    .csrf(csrf -> csrf.disable())
                    .httpBasic(Customizer.withDefaults())
                    .build();
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(user("reader", "READER"), user("operator", "OPERATOR"));
        }

        private static UserDetails user(String name, String role) {
            return User.withUsername(name).password("{noop}" + name).roles(role).build();
        }
    }
}

package io.globallock.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.spring.LockTests;
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
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Over real HTTP, against a server in this JVM. */
@Timeout(120)
class GlobalLocksEndpointHttpTests {

    private static final long FAST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String UNRESTRICTED = "--management.endpoint.globallocks.access=unrestricted";

    @Test
    void listsEveryFieldOfEveryLock() {
        String free =
                """
                {"name":"%s","mechanism":"local","state":"free","locked":false,"value":1,"waiters":0,"holder":null,\
                "token":0,"counters":null,"lockInfo":null,"users":[],"contention":{"claims":0,"contended":0,"timeouts":0,\
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
                    assertThat(delete(server, "/a?reason=stuck").statusCode()).isEqualTo(204);
                    assertThat(server.lock("a").isLocked()).isFalse();
                    assertThat(claim.release()).isFalse();
                    assertThat(delete(server, "/a").statusCode()).isEqualTo(204);
                    assertThat(delete(server, "/nope").statusCode()).isEqualTo(404);
                },
                UNRESTRICTED);
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
                    assertThat(delete(server, "/a", "operator").statusCode()).isEqualTo(204);
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
    static class Open {
        @Bean
        SecurityFilterChain open(HttpSecurity http) {
            return http.authorizeHttpRequests(all -> all.anyRequest().permitAll())
                    .csrf(csrf -> csrf.disable())
                    .build();
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

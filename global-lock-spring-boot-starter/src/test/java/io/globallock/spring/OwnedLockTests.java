package io.globallock.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.globallock.ClaimTimeoutException;
import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.Mechanism;
import io.globallock.spring.annotation.GlobalLocked;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Against another process that holds the semaphore, and is killed. */
@Timeout(120)
class OwnedLockTests {

    private final String name = LockTests.uniqueName();
    private final ApplicationContextRunner application = LockTests.bare()
            .withPropertyValues(
                    "global-lock.mechanism=owned",
                    "global-lock.timeout=50ms",
                    "global-lock.takeover-delay=0s",
                    "global-lock.locks.bus.name=" + name)
            .withBean(Service.class);

    @BeforeEach
    void needsLinux() {
        assumeTrue(Files.isDirectory(Path.of("/dev/shm")), "owned locks need Linux");
    }

    @AfterEach
    void unlink() throws IOException {
        Files.deleteIfExists(Path.of("/dev/shm/sem." + name));
    }

    @Test
    void anAnnotatedMethodWaitsForAnotherProcessAndGetsTheLockWhenItIsKilled() {
        application.run(context -> {
            Service service = context.getBean(Service.class);
            GlobalLock lock = context.getBean(GlobalLock.class);
            assertThat(lock.mechanism()).isEqualTo(Mechanism.OWNED);
            Process holder = holder();
            CompletableFuture<Boolean> waiting;
            try {
                assertThatExceptionOfType(ClaimTimeoutException.class)
                        .isThrownBy(() -> service.run(lock))
                        .withMessageContaining(String.valueOf(holder.pid()));
                waiting = CompletableFuture.supplyAsync(() -> service.patient(lock));
                Awaitility.await().until(() -> lock.status().waiters() > 0);
            } finally {
                holder.destroyForcibly().waitFor();
            }
            assertThat(waiting.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(lock.status().counters()).hasValueSatisfying(counters -> assertThat(counters.takeovers())
                    .isEqualTo(1));
        });
    }

    private Process holder() throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        Holding.class.getName(),
                        name)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        assertThat(output.readLine()).isEqualTo("claimed");
        return process;
    }

    /** The other process: claims and waits to be killed. */
    public static final class Holding {

        private Holding() {}

        public static void main(String[] arguments) throws InterruptedException {
            GlobalLocks.create().get(arguments[0]).claim();
            System.out.println("claimed");
            Thread.currentThread().join();
        }
    }

    static class Service {

        @GlobalLocked("bus")
        public boolean run(GlobalLock lock) {
            return lock.isClaimedByCurrentThread();
        }

        @GlobalLocked(value = "bus", timeout = "20s")
        public boolean patient(GlobalLock lock) {
            return lock.isClaimedByCurrentThread();
        }
    }
}

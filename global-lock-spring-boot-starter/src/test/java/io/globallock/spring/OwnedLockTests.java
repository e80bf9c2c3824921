package io.globallock.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.globallock.Claim;
import io.globallock.ClaimTimeoutException;
import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.Mechanism;
import io.globallock.spring.annotation.GlobalLocked;
import io.globallock.spring.autoconfigure.GlobalLocksHealthContributorAutoConfiguration;
import io.globallock.spring.event.LockEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.event.EventListener;

/** Against another process that holds the semaphore, and is killed. */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class OwnedLockTests {

    private final String name = LockTests.uniqueName();
    private final ApplicationContextRunner application = LockTests.bare()
            .withPropertyValues(
                    "global-lock.mechanism=owned",
                    "global-lock.timeout=50ms",
                    "global-lock.takeover-delay=0s",
                    "global-lock.locks.bus.name=" + name)
            .withConfiguration(AutoConfigurations.of(GlobalLocksHealthContributorAutoConfiguration.class))
            .withBean(Service.class)
            .withBean(Recorder.class);

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
            Recorder recorder = context.getBean(Recorder.class);
            Awaitility.await()
                    .until(() -> !recorder.events.isEmpty()); // the reaper may have freed it, and tells afterwards
            assertThat(recorder.events).singleElement().isInstanceOfSatisfying(LockEvent.TakenOver.class, event -> {
                assertThat(event.key()).isEqualTo("bus");
                assertThat(event.deadHolder())
                        .hasValueSatisfying(dead -> assertThat(dead.pid()).hasValue(holder.pid()));
            });
            assertThat(lock.status().counters()).hasValueSatisfying(counters -> assertThat(counters.takeovers())
                    .isEqualTo(1));
        });
    }

    @Test
    void aTakeoverWhileTheApplicationStartsIsAnEventAllTheSame() throws Exception {
        Process holder = holder();
        holder.destroyForcibly().waitFor();
        application.withBean(SlowStart.class).run(context -> {
            assertThat(context.getBean(Recorder.class).events)
                    .singleElement()
                    .isInstanceOfSatisfying(LockEvent.TakenOver.class, event -> assertThat(event.deadHolder())
                            .hasValueSatisfying(dead -> assertThat(dead.pid()).hasValue(holder.pid())));
        });
    }

    @Test
    void startUpSaysWhatEachLockIs(CapturedOutput output) {
        application.run(context -> assertThat(output)
                .contains("Lock bus: " + name + ", owned, /dev/shm/sem." + name
                        + ", mode of a new file 0600, takeover delay 0 ms"));
    }

    @Test
    void aSemaphoreThatIsDeletedWhileItIsHeldIsAnEventAndDownUntilTheHoldEnds() {
        application.run(context -> {
            Recorder recorder = context.getBean(Recorder.class);
            HealthIndicator health = context.getBean(HealthIndicator.class);
            try (Claim claim = context.getBean(GlobalLock.class).claim()) {
                Files.delete(Path.of("/dev/shm/sem." + name));
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !recorder.events.isEmpty());
                assertThat(recorder.events).singleElement().isInstanceOfSatisfying(LockEvent.Problem.class, event -> {
                    assertThat(event.key()).isEqualTo("bus");
                    assertThat(event.problem()).contains("unlinked");
                });
                assertThat(claim.isHeld()).isTrue();
                assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
            }
            Awaitility.await().until(() -> health.health().getStatus().equals(Status.UP));
        });
    }

    @Test
    void aSemaphoreWithJunkInItIsDownUntilAForcedRelease() {
        application.run(context -> {
            HealthIndicator health = context.getBean(HealthIndicator.class);
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            writeJunk();
            assertThat(health.health()).satisfies(down -> {
                assertThat(down.getStatus()).isEqualTo(Status.DOWN);
                assertThat(down.getDetails().get("bus")).asString().contains("state=corrupt", "forced release");
            });
            Recorder recorder = context.getBean(Recorder.class);
            Awaitility.await().until(() -> !recorder.events.isEmpty());
            context.getBean(GlobalLock.class).forceRelease("junk");
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        });
    }

    /** An owner that cannot exist. */
    private void writeJunk() throws IOException {
        try (FileChannel file = FileChannel.open(Path.of("/dev/shm/sem." + name), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .putLong(0, 1005L << 54));
        }
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

    /** Still starting when the reaper frees the dead hold. */
    static class SlowStart {
        SlowStart(GlobalLock lock) {
            Awaitility.await()
                    .until(() -> lock.status().counters().orElseThrow().takeovers() == 1 && !lock.isLocked());
        }
    }

    static class Recorder {

        final List<LockEvent> events = new CopyOnWriteArrayList<>();

        @EventListener
        void on(LockEvent event) {
            events.add(event);
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

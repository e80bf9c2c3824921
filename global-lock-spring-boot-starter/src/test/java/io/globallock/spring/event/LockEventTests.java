package io.globallock.spring.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.spring.LockTests;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.event.EventListener;

@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class LockEventTests {

    private final ApplicationContextRunner application = LockTests.application().withBean(Recorder.class);

    @Test
    void forcedAndLostClaimsAreEvents() {
        application.run(context -> {
            GlobalLock lock = context.getBean("a", GlobalLock.class);
            Recorder recorder = context.getBean(Recorder.class);
            Claim claim = lock.claim();
            lock.forceRelease("stuck");
            claim.close();
            assertThat(recorder.events)
                    .anySatisfy(event -> assertThat(event).isInstanceOfSatisfying(LockEvent.Forced.class, forced -> {
                        assertThat(forced.key()).isEqualTo("a");
                        assertThat(forced.reason()).isEqualTo("stuck");
                        assertThat(forced.forcedOut()).isPresent();
                    }));
            assertThat(recorder.events).anySatisfy(event -> assertThat(event)
                    .isInstanceOfSatisfying(LockEvent.Lost.class, lost -> assertThat(lost.claim())
                            .isSameAs(claim)));
        });
    }

    @Test
    void aThreadThatEndsWithAClaimIsAnEvent() {
        application.run(context -> {
            GlobalLock lock = context.getBean("a", GlobalLock.class);
            Recorder recorder = context.getBean(Recorder.class);
            Thread careless = new Thread(lock::claim);
            careless.start();
            careless.join();
            Awaitility.await().until(() -> recorder.events.stream().anyMatch(LockEvent.ThreadEnded.class::isInstance));
            lock.forceRelease("test is over");
        });
    }

    @Test
    void aHoldThatIsTooLongIsReportedOnceWithTheHoldersStackAndNotReleased(CapturedOutput output) {
        application.withPropertyValues("global-lock.locks.a.max-hold=300ms").run(context -> {
            GlobalLock lock = context.getBean("a", GlobalLock.class);
            Recorder recorder = context.getBean(Recorder.class);
            MaxHoldWatchdog watchdog = context.getBean(MaxHoldWatchdog.class);
            try (Claim claim = lock.claim()) {
                Awaitility.await().until(() -> !recorder.events.isEmpty());
                Duration reported = claim.held();
                // Several more rounds of the watchdog.
                Awaitility.await().until(() -> claim.held().minus(reported).compareTo(Duration.ofMillis(400)) > 0);
                assertThat(claim.isHeld()).isTrue();
            }
            assertThat(recorder.events).singleElement().isInstanceOfSatisfying(LockEvent.HeldTooLong.class, event -> {
                assertThat(event.key()).isEqualTo("a");
                assertThat(event.held()).isGreaterThan(event.maxHold());
                assertThat(event.maxHold()).hasMillis(300);
                assertThat(event.stack()).anySatisfy(frame -> assertThat(frame.getClassName())
                        .isEqualTo(LockEventTests.class.getName()));
            });
            assertThat(output)
                    .contains("longer than max-hold = 300 ms; it stays claimed")
                    .contains(LockEventTests.class.getName());
            try (Claim next = lock.claim()) {
                Awaitility.await().until(() -> watchdog.exceeded(lock.name()) == 2);
                assertThat(next.isHeld()).isTrue();
            }
        });
    }

    @Test
    void aFutureOfThisProcessIsNotCalledAnotherProcess(CapturedOutput output) {
        application.withPropertyValues("global-lock.locks.a.max-hold=20ms").run(context -> {
            GlobalLock lock = context.getBean("a", GlobalLock.class);
            try (Claim claim = lock.claimDetached()) {
                Awaitility.await().until(() -> output.toString().contains("longer than max-hold"));
                assertThat(claim.isHeld()).isTrue();
            }
        });
        assertThat(output).contains("by this process").doesNotContain("another process");
    }

    @Test
    void whatTheWatchdogCountedOutlivesAStop() {
        application.withPropertyValues("global-lock.locks.a.max-hold=20ms").run(context -> {
            GlobalLock lock = context.getBean("a", GlobalLock.class);
            MaxHoldWatchdog watchdog = context.getBean(MaxHoldWatchdog.class);
            try (Claim claim = lock.claimDetached()) {
                Awaitility.await().until(() -> watchdog.exceeded(lock.name()) == 1);
                watchdog.stop();
                watchdog.start();
                Duration restarted = claim.held();
                Awaitility.await().until(() -> claim.held().minus(restarted).toMillis() > 100);
                assertThat(watchdog.exceeded(lock.name())).isEqualTo(1);
                assertThat(context.getBean(Recorder.class).events).hasSize(1);
            }
        });
    }

    @Test
    void withoutMaxHoldThereIsNoWatchdogThread() {
        application.run(context ->
                assertThat(context.getBean(MaxHoldWatchdog.class).isRunning()).isFalse());
    }

    static class Recorder {

        final List<LockEvent> events = new CopyOnWriteArrayList<>();

        @EventListener
        void on(LockEvent event) {
            events.add(event);
        }
    }
}

package io.globallock.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.LockClosedException;
import io.globallock.spring.LockTests;
import io.globallock.spring.annotation.GlobalLocked;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import reactor.core.publisher.Mono;

@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ShutdownTests {

    @Test
    void closingWaitsForAClaimAndThenClosesTheLock() {
        AtomicReference<GlobalLock> seen = new AtomicReference<>();
        LockTests.application()
                .withPropertyValues("global-lock.shutdown-timeout=1m")
                .run(context -> {
                    GlobalLock lock = context.getBean("a", GlobalLock.class);
                    seen.set(lock);
                    Claim claim = lock.claimDetached();
                    ConfigurableApplicationContext application =
                            context.getSourceApplicationContext(ConfigurableApplicationContext.class);
                    CountDownLatch begun = new CountDownLatch(1);
                    application.addApplicationListener((ContextClosedEvent event) -> begun.countDown());
                    CompletableFuture<Void> closing = CompletableFuture.runAsync(application::close);
                    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
                    assertThat(closing).isNotDone();
                    assertThat(lock.isLocked()).isTrue();
                    claim.release();
                    closing.get(10, TimeUnit.SECONDS);
                    assertThatExceptionOfType(LockClosedException.class).isThrownBy(lock::claim);
                });
    }

    @Test
    void whatIsStillClaimedWhenTheTimeIsUpIsReportedAndStaysClaimed(CapturedOutput output) {
        AtomicReference<Claim> held = new AtomicReference<>();
        LockTests.application()
                .withPropertyValues("global-lock.shutdown-timeout=20ms")
                .run(context -> held.set(context.getBean("a", GlobalLock.class).claim()));
        assertThat(output)
                .contains("is still claimed by thread " + Thread.currentThread().getName());
        assertThat(held.get().isHeld()).isTrue();
        held.get().close();
        held.get().lock().close();
    }

    @Test
    void annotatedBeansAreDestroyedBeforeTheLocksClose() {
        AtomicBoolean worked = new AtomicBoolean();
        LockTests.application()
                .withBean(Annotated.class, () -> new Annotated(worked))
                .withBean(Caller.class)
                .run(context -> assertThat(worked).isFalse());
        assertThat(worked).isTrue();
    }

    @Test
    void aLockThatTheApplicationClosedItselfIsNoObstacle() {
        LockTests.application()
                .run(context -> context.getBean("a", GlobalLock.class).close());
    }

    @Test
    void whoeverWaitsWhenTheTimeIsUpGetsNoLockAndRunsNothing() {
        AtomicBoolean worked = new AtomicBoolean();
        AtomicReference<CompletableFuture<Void>> waiter = new AtomicReference<>();
        AtomicReference<CompletableFuture<String>> subscriber = new AtomicReference<>();
        AtomicReference<Claim> elsewhere = new AtomicReference<>();
        LockTests.application()
                .withPropertyValues("global-lock.shutdown-timeout=50ms", "global-lock.timeout=1h")
                .withBean(Annotated.class, () -> new Annotated(worked))
                .run(context -> {
                    GlobalLock lock = context.getBean("a", GlobalLock.class);
                    elsewhere.set(lock.claimDetached());
                    Annotated bean = context.getBean(Annotated.class);
                    waiter.set(CompletableFuture.runAsync(bean::work));
                    Awaitility.await().until(() -> lock.status().queued() == 1);
                    subscriber.set(bean.mono().toFuture());
                    Awaitility.await().until(() -> lock.status().queued() == 2);
                });
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> waiter.get().get(5, TimeUnit.SECONDS))
                .withCauseInstanceOf(LockClosedException.class);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> subscriber.get().get(5, TimeUnit.SECONDS))
                .withCauseInstanceOf(LockClosedException.class);
        assertThat(worked).isFalse();
        elsewhere.get().close();
        elsewhere.get().lock().close();
    }

    @Test
    void closingWaitsForThoseWhoWaitWhileTheHolderEnds() throws Exception {
        AtomicBoolean worked = new AtomicBoolean();
        AtomicReference<CompletableFuture<Void>> waiter = new AtomicReference<>();
        LockTests.application()
                .withPropertyValues("global-lock.shutdown-timeout=1m", "global-lock.timeout=1h")
                .withBean(Annotated.class, () -> new Annotated(worked))
                .run(context -> {
                    GlobalLock lock = context.getBean("a", GlobalLock.class);
                    Claim claim = lock.claimDetached();
                    waiter.set(CompletableFuture.runAsync(context.getBean(Annotated.class)::work));
                    Awaitility.await().until(() -> lock.status().queued() == 1);
                    context.getSourceApplicationContext(ConfigurableApplicationContext.class)
                            .addApplicationListener((ContextClosedEvent event) -> claim.release());
                });
        waiter.get().get(5, TimeUnit.SECONDS);
        assertThat(worked).isTrue();
    }

    @Test
    void stoppingAndStartingLifecycleBeansWaitsForNothing() {
        LockTests.application()
                .withPropertyValues("global-lock.shutdown-timeout=1h")
                .run(context -> {
                    GlobalLock lock = context.getBean("a", GlobalLock.class);
                    try (Claim held = lock.claim()) {
                        context.getSourceApplicationContext(ConfigurableApplicationContext.class)
                                .stop();
                        context.getSourceApplicationContext(ConfigurableApplicationContext.class)
                                .start();
                        assertThat(held.isHeld()).isTrue();
                    }
                });
    }

    @Test
    void anEarlyProxyOfACircularReferenceIsDestroyedBeforeTheLocksClose() {
        AtomicReference<String> end = new AtomicReference<>();
        LockTests.application()
                .withAllowCircularReferences(true)
                .withBean(First.class, () -> new First(end))
                .withBean(Second.class)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(end).hasValue("worked");
    }

    static class First implements DisposableBean {

        private final AtomicReference<String> end;

        @Autowired
        private Second second;

        First(AtomicReference<String> end) {
            this.end = end;
        }

        @GlobalLocked("a")
        public void work() {}

        @Override
        public void destroy() {
            second.use();
            end.set("worked");
        }
    }

    static class Second {

        @Autowired
        private First first;

        void use() {
            first.work();
        }
    }

    static class Annotated {

        private final AtomicBoolean worked;

        Annotated(AtomicBoolean worked) {
            this.worked = worked;
        }

        @GlobalLocked("a")
        public void work() {
            worked.set(true);
        }

        @GlobalLocked("a")
        public Mono<String> mono() {
            worked.set(true);
            return Mono.just("x");
        }
    }

    static class Caller implements DisposableBean {

        private final Annotated annotated;

        Caller(Annotated annotated) {
            this.annotated = annotated;
        }

        @Override
        public void destroy() {
            annotated.work();
        }
    }
}

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

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

    static class Annotated {

        private final AtomicBoolean worked;

        Annotated(AtomicBoolean worked) {
            this.worked = worked;
        }

        @GlobalLocked("a")
        public void work() {
            worked.set(true);
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

package io.globallock.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.spring.LockTests;
import io.globallock.spring.annotation.GlobalLocked;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

@Timeout(60)
class LockedAsyncTests {

    @Test
    void anAsynchronousMethodClaimsOnItsOwnThread() {
        run((worker, lock) -> {
            CountDownLatch go = new CountDownLatch(1);
            CompletableFuture<Boolean> claimed = new CompletableFuture<>();
            try (Claim caller = lock.claim()) {
                worker.run(lock, go, claimed);
                Awaitility.await().until(() -> lock.status().queued() == 1);
                assertThat(caller.isHeld()).isTrue();
            }
            go.countDown();
            assertThat(claimed.get(10, TimeUnit.SECONDS)).isTrue();
            Awaitility.await().until(() -> !lock.isLocked());
        });
    }

    @Test
    void anAsynchronousFutureIsLockedUntilItCompletes() {
        run((worker, lock) -> {
            CompletableFuture<String> work = new CompletableFuture<>();
            CompletableFuture<String> seen = worker.future(work);
            Awaitility.await().until(lock::isLocked);
            work.complete("done");
            assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo("done");
            assertThat(lock.isLocked()).isFalse();
        });
    }

    private interface Body {
        void run(Worker worker, GlobalLock lock) throws InterruptedException, ExecutionException, TimeoutException;
    }

    private static void run(Body test) {
        LockTests.application()
                .withPropertyValues("global-lock.timeout=30s")
                .withBean(Worker.class)
                .withUserConfiguration(Asynchronous.class)
                .run(context -> test.run(context.getBean(Worker.class), context.getBean("a", GlobalLock.class)));
    }

    @EnableAsync(proxyTargetClass = true)
    static class Asynchronous {}

    static class Worker {

        @Async
        @GlobalLocked("a")
        public void run(GlobalLock lock, CountDownLatch go, CompletableFuture<Boolean> claimed)
                throws InterruptedException {
            go.await();
            claimed.complete(lock.isClaimedByCurrentThread());
        }

        @Async
        @GlobalLocked("a")
        public CompletableFuture<String> future(CompletableFuture<String> work) {
            return work;
        }
    }
}

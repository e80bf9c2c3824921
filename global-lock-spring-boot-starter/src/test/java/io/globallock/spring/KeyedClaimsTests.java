package io.globallock.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.spring.annotation.GlobalLocked;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import reactor.core.publisher.Mono;

@Timeout(60)
class KeyedClaimsTests {

    @Test
    void anErrorInOneReleaseDoesNotKeepTheOtherLocks() {
        Claim outer = mock();
        Claim inner = mock();
        willThrow(new StackOverflowError("the release's")).given(inner).close();
        assertThatExceptionOfType(StackOverflowError.class)
                .isThrownBy(new HeldLocks(new KeyedLock[0], new Claim[] {outer, inner}, null)::close)
                .withMessage("the release's");
        verify(outer).close();
    }

    @Test
    void theFailuresOfOtherReleasesAreKept() {
        Claim outer = mock();
        Claim inner = mock();
        willThrow(new IllegalStateException("first")).given(inner).close();
        willThrow(new AssertionError("second")).given(outer).close();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(new HeldLocks(new KeyedLock[0], new Claim[] {outer, inner}, null)::close)
                .withMessage("first")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    }

    @Test
    void twoKeysOfOneLockAreOneClaim() {
        LockTests.application()
                .withInitializer(context -> context.addBeanFactoryPostProcessor(alias()))
                .withBean(TwoKeys.class)
                .run(context -> {
                    TwoKeys bean = context.getBean(TwoKeys.class);
                    assertThat(bean.plain()).isEqualTo("done");
                    assertThat(bean.future().get(5, TimeUnit.SECONDS)).isEqualTo("done");
                    assertThat(bean.mono().block()).isEqualTo("done");
                    assertThat(context.getBean("a", GlobalLock.class).isLocked())
                            .isFalse();
                });
    }

    private static BeanFactoryPostProcessor alias() {
        return beans -> beans.registerAlias("a", "same");
    }

    static class TwoKeys {

        @GlobalLocked({"a", "same"})
        public String plain() {
            GlobalLockAssert.assertClaimed("a");
            GlobalLockAssert.assertClaimed("same");
            return "done";
        }

        @GlobalLocked({"a", "same"})
        public CompletableFuture<String> future() {
            return CompletableFuture.completedFuture("done");
        }

        @GlobalLocked({"a", "same"})
        public Mono<String> mono() {
            return Mono.just("done");
        }
    }
}

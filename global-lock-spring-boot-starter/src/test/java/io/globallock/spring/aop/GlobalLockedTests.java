package io.globallock.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.globallock.Claim;
import io.globallock.ClaimTimeoutException;
import io.globallock.GlobalLock;
import io.globallock.spring.GlobalLockAssert;
import io.globallock.spring.LockTests;
import io.globallock.spring.UnknownLockKeyException;
import io.globallock.spring.annotation.GlobalLocked;
import io.globallock.spring.annotation.I2cLocked;
import io.globallock.spring.annotation.OnTimeout;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@Timeout(60)
class GlobalLockedTests {

    private final ApplicationContextRunner application = LockTests.application()
            .withPropertyValues(
                    "global-lock.timeout=50ms",
                    "global-lock.locks.i2c-1.name=" + LockTests.uniqueName(),
                    "global-lock.i2c.default-lock=b",
                    "bus.key=a",
                    "bus.patience=10ms")
            .withBean(Bus.class)
            .withBean(Nested.class)
            .withBean(OfType.class)
            .withBean(OfInterface.class);

    @Test
    void holdsTheLockWhileTheMethodRuns() {
        application.run(context -> {
            assertThat(context.getBean(Bus.class).a(lock(context, "a"))).isTrue();
            assertThat(lock(context, "a").isLocked()).isFalse();
        });
    }

    @Test
    void releasesWhenTheMethodThrows() {
        application.run(context -> {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> context.getBean(Bus.class).fails())
                    .withMessage("the body's");
            assertThat(lock(context, "a").isLocked()).isFalse();
        });
    }

    @Test
    void nestedCallsAcrossBeansAreRecursive() {
        application.run(context -> {
            assertThat(context.getBean(Nested.class).outer(lock(context, "a"))).isEqualTo(2);
            assertThat(lock(context, "a").isLocked()).isFalse();
        });
    }

    @Test
    void resolvesPlaceholdersInKeys() {
        application.run(context -> assertThat(context.getBean(Bus.class).placeholder(lock(context, "a")))
                .isTrue());
    }

    @Test
    void evaluatesAnArgumentAsKey() {
        application.run(context -> {
            assertThat(context.getBean(Bus.class).argument("a", lock(context, "a")))
                    .isTrue();
            assertThat(context.getBean(Bus.class).argument("b", lock(context, "b")))
                    .isTrue();
        });
    }

    @Test
    void evaluatesATemplateAsKey() {
        application.run(context -> assertThat(context.getBean(Bus.class).template(1, lock(context, "i2c-1")))
                .isTrue());
    }

    @Test
    void evaluatesACollectionAsKeys() {
        application.run(context -> assertThat(context.getBean(Bus.class)
                        .collection(List.of("b", "a"), lock(context, "a"), lock(context, "b")))
                .isTrue());
    }

    @Test
    void anUnknownComputedKeyFailsAtTheCall() {
        application.run(context -> assertThatExceptionOfType(UnknownLockKeyException.class)
                .isThrownBy(() -> context.getBean(Bus.class).argument("nope", lock(context, "a")))
                .withMessageContaining("nope")
                .satisfies(e -> assertThat(e.knownKeys()).contains("a", "b", "i2c-1")));
    }

    @Test
    void aKeyThatEvaluatesToNothingFailsAtTheCall() {
        application.run(context -> {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> context.getBean(Bus.class).argument(null, lock(context, "a")));
            assertThatIllegalArgumentException().isThrownBy(() -> context.getBean(Bus.class)
                    .collection(List.of(), lock(context, "a"), lock(context, "b")));
        });
    }

    @Test
    void aBusIsTheKeyOfItsNumber() {
        application.run(context -> assertThat(context.getBean(Bus.class).bus(lock(context, "i2c-1")))
                .isTrue());
    }

    @Test
    void aMetaAnnotationOfTheUserWorks() {
        application.run(context -> assertThat(context.getBean(Bus.class).meta(lock(context, "i2c-1")))
                .isTrue());
    }

    @Test
    void theDefaultLockOfI2cStandsInForAMissingKey() {
        application.run(context -> assertThat(context.getBean(Bus.class).defaultLock(lock(context, "b")))
                .isTrue());
    }

    @Test
    void theOnlyLockStandsInForAMissingKey() {
        LockTests.bare()
                .withPropertyValues("global-lock.locks.only.name=" + LockTests.uniqueName())
                .withBean(Keyless.class)
                .run(context -> assertThat(context.getBean(Keyless.class).run(lock(context, "only")))
                        .isTrue());
    }

    @Test
    void aTypesAnnotationCoversItsMethodsAndTheMethodsOwnReplacesIt() {
        application.run(context -> {
            OfType bean = context.getBean(OfType.class);
            assertThat(bean.ofType(lock(context, "a"))).isTrue();
            assertThat(bean.ofMethod(lock(context, "a"), lock(context, "b"))).isTrue();
            assertThat(bean.toString()).isEqualTo("unlocked");
        });
    }

    @Test
    void anInterfacesAnnotationCoversTheImplementation() {
        application.run(context -> assertThat(context.getBean(Contract.class).run(lock(context, "a")))
                .isTrue());
    }

    @Test
    void worksThroughJdkProxies() {
        application.withPropertyValues("spring.aop.proxy-target-class=false").run(context -> {
            assertThat(context.getBean(Contract.class).run(lock(context, "a"))).isTrue();
        });
    }

    @Test
    void givesUpAfterTheTimeout() {
        whileHeld("a", (context, bus) -> assertThatExceptionOfType(ClaimTimeoutException.class)
                .isThrownBy(() -> bus.a(lock(context, "a")))
                .satisfies(e -> assertThat(e.timeout()).hasMillis(50)));
    }

    @Test
    void theAnnotationsTimeoutReplacesTheLocks() {
        whileHeld("a", (context, bus) -> assertThatExceptionOfType(ClaimTimeoutException.class)
                .isThrownBy(() -> bus.impatient())
                .satisfies(e -> assertThat(e.timeout()).hasMillis(10)));
    }

    @Test
    void skipsTheMethodIfAskedTo() {
        whileHeld("a", (context, bus) -> {
            assertThat(bus.skip()).isNull();
            assertThat(bus.skipOptional()).isEmpty();
        });
    }

    @Test
    void callsTheFallbackInstead() {
        whileHeld("a", (context, bus) -> {
            assertThat(bus.withFallback(7)).isEqualTo("fallback 7");
            assertThat(bus.withCause(7)).startsWith("late 7 Lock ");
        });
    }

    @Test
    void aFailureOfTheFallbackReachesTheCaller() {
        whileHeld("a", (context, bus) -> assertThatIllegalArgumentException()
                .isThrownBy(() -> bus.withFallback(-1))
                .withMessage("the fallback's"));
    }

    @Test
    void aTimeoutInsideTheBodyIsNotTakenForItsOwn() {
        whileHeld("b", (context, bus) -> assertThatExceptionOfType(ClaimTimeoutException.class)
                .isThrownBy(() -> bus.bodyTimesOut(bus)));
    }

    @Test
    void oneHeldLockOfSeveralLeavesTheOthersFree() {
        whileHeld("b", (context, bus) -> {
            assertThatExceptionOfType(ClaimTimeoutException.class).isThrownBy(bus::both);
            assertThat(lock(context, "a").isLocked()).isFalse();
        });
        whileHeld("a", (context, bus) -> {
            assertThatExceptionOfType(ClaimTimeoutException.class).isThrownBy(bus::both);
            assertThat(lock(context, "b").isLocked()).isFalse();
        });
    }

    @Test
    void theAssertionTellsACallPastTheProxy() {
        application.run(context -> {
            Bus bus = context.getBean(Bus.class);
            bus.asserting();
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(bus::pastTheProxy)
                    .withMessageContaining("proxy");
            assertThat(GlobalLockAssert.isClaimed("a")).isFalse();
        });
    }

    private void whileHeld(String key, Held body) {
        application.run(context -> {
            try (Claim elsewhere = lock(context, key).claimDetached()) {
                body.run(context, context.getBean(Bus.class));
                assertThat(elsewhere.isHeld()).isTrue();
            }
        });
    }

    private static GlobalLock lock(AssertableApplicationContext context, String key) {
        return context.getBean(key, GlobalLock.class);
    }

    private interface Held {
        void run(AssertableApplicationContext context, Bus bus);
    }

    @Retention(RetentionPolicy.RUNTIME)
    @I2cLocked(bus = 1)
    @interface FirstBus {}

    static class Bus {

        @GlobalLocked("a")
        public boolean a(GlobalLock lock) {
            return lock.isClaimedByCurrentThread();
        }

        @GlobalLocked("a")
        public void fails() {
            throw new IllegalArgumentException("the body's");
        }

        @GlobalLocked("${bus.key}")
        public boolean placeholder(GlobalLock lock) {
            return lock.isClaimedByCurrentThread();
        }

        @GlobalLocked("#key")
        public boolean argument(String key, GlobalLock lock) {
            return lock.isClaimedByCurrentThread();
        }

        @GlobalLocked("i2c-#{#bus}")
        public boolean template(int bus, GlobalLock lock) {
            return lock.isClaimedByCurrentThread();
        }

        @GlobalLocked("#keys")
        public boolean collection(List<String> keys, GlobalLock one, GlobalLock other) {
            return one.isClaimedByCurrentThread() && other.isClaimedByCurrentThread();
        }

        @I2cLocked(bus = 1)
        public boolean bus(GlobalLock lock) {
            return lock.isClaimedByCurrentThread();
        }

        @FirstBus
        public boolean meta(GlobalLock lock) {
            return lock.isClaimedByCurrentThread();
        }

        @I2cLocked
        public boolean defaultLock(GlobalLock lock) {
            return lock.isClaimedByCurrentThread();
        }

        @GlobalLocked(keys = "a", timeout = "${bus.patience}")
        public void impatient() {}

        @I2cLocked(value = "a", onTimeout = OnTimeout.SKIP)
        public String skip() {
            return "not skipped";
        }

        @GlobalLocked(value = "a", onTimeout = OnTimeout.SKIP)
        public Optional<String> skipOptional() {
            return Optional.of("not skipped");
        }

        @GlobalLocked(value = "a", fallbackMethod = "fallback")
        public String withFallback(int n) {
            return "locked " + n;
        }

        @SuppressWarnings("UnusedMethod") // by reflection
        private String fallback(int n) {
            if (n < 0) {
                throw new IllegalArgumentException("the fallback's");
            }
            return "fallback " + n;
        }

        @GlobalLocked(value = "a", fallbackMethod = "late")
        public String withCause(int n) {
            return "locked " + n;
        }

        String late(int n, ClaimTimeoutException cause) {
            return "late " + n + " " + cause.getMessage();
        }

        @GlobalLocked(value = "a", onTimeout = OnTimeout.SKIP)
        public Object bodyTimesOut(Bus self) {
            return self.b();
        }

        @GlobalLocked("b")
        public Object b() {
            return "locked";
        }

        @GlobalLocked({"b", "a"})
        public void both() {}

        @GlobalLocked("a")
        public void asserting() {
            GlobalLockAssert.assertClaimed("a");
        }

        public void pastTheProxy() {
            asserting();
        }
    }

    static class Keyless {
        @GlobalLocked
        public boolean run(GlobalLock lock) {
            return lock.isClaimedByCurrentThread();
        }
    }

    static class Nested {

        private final Bus bus;

        Nested(Bus bus) {
            this.bus = bus;
        }

        @GlobalLocked("a")
        public int outer(GlobalLock lock) {
            return bus.a(lock) ? lock.status().depth() + 1 : 0;
        }
    }

    @GlobalLocked("a")
    static class OfType {

        public boolean ofType(GlobalLock lock) {
            return lock.isClaimedByCurrentThread();
        }

        @GlobalLocked("b")
        public boolean ofMethod(GlobalLock ofType, GlobalLock own) {
            return own.isClaimedByCurrentThread() && !ofType.isLocked();
        }

        @Override
        public String toString() {
            return GlobalLockAssert.isClaimed("a") ? "locked" : "unlocked";
        }
    }

    interface Contract {
        @GlobalLocked("a")
        boolean run(GlobalLock lock);
    }

    static class OfInterface implements Contract {
        @Override
        public boolean run(GlobalLock lock) {
            return lock.isClaimedByCurrentThread();
        }
    }
}

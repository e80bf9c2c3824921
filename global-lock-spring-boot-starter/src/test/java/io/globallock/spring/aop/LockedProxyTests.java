package io.globallock.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.globallock.Claim;
import io.globallock.ClaimTimeoutException;
import io.globallock.GlobalLock;
import io.globallock.spring.LockTests;
import io.globallock.spring.UnknownLockKeyException;
import io.globallock.spring.annotation.GlobalLocked;
import io.globallock.spring.annotation.OnTimeout;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Beans that are proxies themselves, proxies of interfaces, and what their generic types and names of parameters are. */
@Timeout(60)
class LockedProxyTests {

    private final ApplicationContextRunner application =
            LockTests.application().withPropertyValues("global-lock.timeout=30ms");

    @Test
    void aBeanThatIsAJdkProxyKnowsTheInterfacesParametersAndGenerics() {
        application.withBean(ClientFactory.class).run(context -> {
            Client client = context.getBean(Client.class);
            GlobalLock lock = context.getBean("a", GlobalLock.class);
            assertThat(client.read("a")).isEqualTo("read");
            assertThat(client.run().block()).isEqualTo("run");
            assertThatExceptionOfType(UnknownLockKeyException.class).isThrownBy(() -> client.read("nope"));
            try (Claim elsewhere = lock.claimDetached()) {
                assertThatExceptionOfType(ClaimTimeoutException.class).isThrownBy(() -> client.read("a"));
                StepVerifier.create(client.run()).verifyError(ClaimTimeoutException.class);
                assertThat(elsewhere.isHeld()).isTrue();
            }
        });
    }

    @Test
    void aGenericInterfacesReturnTypeIsTheClassesOwn() {
        ApplicationContextRunner interfaces = application.withPropertyValues("spring.aop.proxy-target-class=false");
        interfaces.withBean("task", MonoTask.class).run(context -> {
            Task<?> task = context.getBean(Task.class);
            assertThat(Proxy.isProxyClass(task.getClass())).isTrue();
            assertThat(((Mono<?>) task.run()).block()).isEqualTo("mono");
        });
        interfaces.withBean("task", FutureTask.class).run(context -> {
            Task<?> task = context.getBean(Task.class);
            try (Claim elsewhere = context.getBean("a", GlobalLock.class).claimDetached()) {
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(((CompletableFuture<?>) task.run())::get)
                        .withCauseInstanceOf(ClaimTimeoutException.class);
                assertThat(elsewhere.isHeld()).isTrue();
            }
        });
        interfaces.withBean("task", OptionalTask.class).run(context -> {
            try (Claim elsewhere = context.getBean("a", GlobalLock.class).claimDetached()) {
                assertThat(context.getBean(Task.class).run()).isEqualTo(Optional.empty());
                assertThat(elsewhere.isHeld()).isTrue();
            }
        });
    }

    @Test
    void aSuperclassesTypeVariableThatIsAFutureIsHeldToItsEnd() {
        application.withBean(GenericFuture.class).run(context -> {
            CompletableFuture<String> work = new CompletableFuture<>();
            GlobalLock lock = context.getBean("a", GlobalLock.class);
            context.getBean(GenericFuture.class).run(work);
            assertThat(lock.isLocked()).isTrue();
            work.complete("done");
            assertThat(lock.isLocked()).isFalse();
        });
    }

    @Test
    void anObjectThatIsWorkAtRunTimeIsHeldToItsEnd() {
        application.withBean(AnyObject.class).run(context -> {
            AnyObject bean = context.getBean(AnyObject.class);
            GlobalLock lock = context.getBean("a", GlobalLock.class);
            AtomicReference<Boolean> locked = new AtomicReference<>();
            Object mono = bean.any(Mono.fromCallable(() -> {
                locked.set(lock.isLocked());
                return "x";
            }));
            assertThat(lock.isLocked()).isFalse();
            assertThat(((Mono<?>) mono).block()).isEqualTo("x");
            assertThat(locked).hasValue(true);

            CompletableFuture<String> slow = new CompletableFuture<>();
            CompletableFuture<Object> returned = CompletableFuture.supplyAsync(() -> bean.any(slow));
            Awaitility.await().until(lock::isLocked);
            assertThat(returned).isNotDone();
            slow.complete("x");
            assertThat(returned.join()).isSameAs(slow);
            assertThat(lock.isLocked()).isFalse();

            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> bean.any(Stream.of("x")))
                    .withMessageContaining("whose work would go on without the lock");
            assertThat(bean.any("plain")).isEqualTo("plain");
        });
    }

    @Test
    void aKeyThatCannotBeEvaluatedFailsWhereTheCallerLooksForFailures() {
        application.withBean(Keys.class).run(context -> {
            Keys bean = context.getBean(Keys.class);
            StepVerifier.create(bean.mono(null)).verifyError(IllegalArgumentException.class);
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(bean.future("nope")::get)
                    .withCauseInstanceOf(UnknownLockKeyException.class);
            assertThat(bean.array(new String[] {"a", "b"})).isEqualTo("done");
            assertThat(bean.optional(Optional.of("a"))).isEqualTo("done");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> bean.array(new String[] {null}))
                    .withMessageContaining("evaluate to null; the method was not called");
            assertThatIllegalArgumentException().isThrownBy(() -> bean.optional(Optional.empty()));
        });
    }

    @Test
    void aTypesAnnotationDoesNotMeanTheContainersCallbacks() {
        application
                .withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class))
                .withBean(Service.class)
                .run(context -> {
                    Service service = context.getBean(Service.class);
                    try (Claim elsewhere =
                            context.getBean("a", GlobalLock.class).claimDetached()) {
                        assertThat(service.isRunning()).isTrue();
                        service.stop();
                        assertThat(service.getPhase()).isZero();
                        assertThatExceptionOfType(ClaimTimeoutException.class).isThrownBy(service::work);
                        assertThat(elsewhere.isHeld()).isTrue();
                    }
                });
    }

    @Test
    void anAnnotationOnAnInterfaceThatAnInterfaceExtendsCounts() {
        application.withBean(Distant.class).run(context -> {
            try (Claim elsewhere = context.getBean("a", GlobalLock.class).claimDetached()) {
                assertThatExceptionOfType(ClaimTimeoutException.class).isThrownBy(context.getBean(Near.class)::work);
                assertThat(elsewhere.isHeld()).isTrue();
            }
        });
    }

    interface Far {
        @GlobalLocked("a")
        void work();
    }

    interface Near extends Far {}

    static class Distant implements Near {
        @Override
        public void work() {}
    }

    interface Task<X> {
        X run();
    }

    interface Client extends Task<Mono<String>> {
        @GlobalLocked("#bus")
        String read(String bus);

        @Override
        @GlobalLocked("a")
        Mono<String> run();
    }

    static class ClientFactory implements FactoryBean<Client> {

        @Override
        public Client getObject() {
            return (Client) Proxy.newProxyInstance(
                    Client.class.getClassLoader(),
                    new Class<?>[] {Client.class},
                    (proxy, method, arguments) -> method.getName().equals("run") ? Mono.just("run") : method.getName());
        }

        @Override
        public Class<?> getObjectType() {
            return Client.class;
        }
    }

    static class MonoTask implements Task<Mono<String>> {
        @Override
        @GlobalLocked("a")
        public Mono<String> run() {
            return Mono.just("mono");
        }
    }

    static class FutureTask implements Task<CompletableFuture<String>> {
        @Override
        @GlobalLocked("a")
        public CompletableFuture<String> run() {
            return CompletableFuture.completedFuture("future");
        }
    }

    static class OptionalTask implements Task<Optional<String>> {
        @Override
        @GlobalLocked(value = "a", onTimeout = OnTimeout.SKIP)
        public Optional<String> run() {
            return Optional.of("optional");
        }
    }

    static class Generic<T> {
        @GlobalLocked("a")
        public T run(T work) {
            return work;
        }
    }

    static class GenericFuture extends Generic<CompletableFuture<String>> {}

    static class AnyObject {
        @GlobalLocked("a")
        public Object any(Object value) {
            return value;
        }
    }

    static class Keys {
        @GlobalLocked("#key")
        public Mono<String> mono(@Nullable String key) {
            return Mono.just("done");
        }

        @GlobalLocked("#key")
        public CompletableFuture<String> future(String key) {
            return CompletableFuture.completedFuture("done");
        }

        @GlobalLocked("#keys")
        public String array(String[] keys) {
            return "done";
        }

        @GlobalLocked("#key")
        public String optional(Optional<String> key) {
            return "done";
        }
    }

    @GlobalLocked("a")
    static class Service implements SmartLifecycle {

        private boolean running;

        public void work() {}

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {}

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return 0;
        }
    }
}

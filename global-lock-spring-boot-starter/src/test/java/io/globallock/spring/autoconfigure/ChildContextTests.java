package io.globallock.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.LockListener;
import io.globallock.LockOptions;
import io.globallock.Mechanism;
import io.globallock.spring.GlobalLockTemplate;
import io.globallock.spring.LockTests;
import io.globallock.spring.event.LockEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

/** Contexts that have a parent with locks. */
@Timeout(60)
class ChildContextTests {

    private static final ApplicationContextRunner CHILD = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(GlobalLockAutoConfiguration.class, GlobalLockAopAutoConfiguration.class));

    @Test
    void everyListenerIsToldOnceHoweverManyChildrenThereAreAndWere() {
        LockTests.application()
                .withBean("parents", Recorder.class)
                .withBean(Counter.class)
                .run(parent -> {
                    for (int i = 0; i < 3; i++) {
                        CHILD.withParent(parent).run(child -> assertThat(child).hasNotFailed());
                    }
                    CHILD.withParent(parent).withBean("childs", Recorder.class).run(child -> {
                        GlobalLock lock = parent.getBean("a", GlobalLock.class);
                        assertThat(child.getBean("a")).isSameAs(lock);
                        lock.claimDetached();
                        lock.forceRelease("test");
                        assertThat(forced(parent.getBean("parents", Recorder.class)))
                                .hasSize(1);
                        assertThat(forced(child.getBean("childs", Recorder.class)))
                                .hasSize(1);
                        assertThat(parent.getBean(Counter.class).claims).hasValue(1);
                    });
                });
    }

    private static List<LockEvent> forced(Recorder recorder) {
        return recorder.events.stream()
                .filter(LockEvent.Forced.class::isInstance)
                .toList();
    }

    @Test
    void theTemplateOfAChildKnowsTheChildsKeysAndTheParents() {
        LockTests.application().run(parent -> CHILD.withParent(parent)
                .withPropertyValues(
                        "global-lock.mechanism=local", "global-lock.locks.own.name=" + LockTests.uniqueName())
                .run(child -> {
                    GlobalLockTemplate template = child.getBean(GlobalLockTemplate.class);
                    assertThat(template.<String, RuntimeException>executeLocked("own", () -> "own"))
                            .isEqualTo("own");
                    assertThat(template.<String, RuntimeException>executeLocked("a", () -> "a"))
                            .isEqualTo("a");
                }));
    }

    @Test
    void closingAChildDoesNotWaitForTheParentsHolds() {
        LockTests.application().run(parent -> {
            try (Claim held = parent.getBean("a", GlobalLock.class).claimDetached()) {
                CHILD.withParent(parent)
                        .withPropertyValues("global-lock.shutdown-timeout=1h")
                        .run(child -> assertThat(child).hasNotFailed());
                assertThat(held.isHeld()).isTrue();
            }
        });
    }

    @Test
    void aLockThatIsABeanOfTheApplicationIsNotClosedBySpring() {
        String name = LockTests.uniqueName();
        try (GlobalLocks other = GlobalLocks.create(LockOptions.defaults().withMechanism(Mechanism.LOCAL))) {
            GlobalLock lock = other.get(name);
            LockTests.bare().withBean("mine", GlobalLock.class, () -> lock).run(context -> assertThat(context)
                    .hasNotFailed());
            assertThat(lock.tryClaim(Duration.ZERO)).hasValueSatisfying(Claim::close);
        }
    }

    static class Recorder {

        final List<LockEvent> events = new CopyOnWriteArrayList<>();

        @EventListener
        void on(LockEvent event) {
            events.add(event);
        }
    }

    static class Counter implements LockListener {

        final AtomicInteger claims = new AtomicInteger();

        @Override
        public void claimed(GlobalLock lock, Claim claim, Duration waited) {
            claims.incrementAndGet();
        }
    }
}

package io.globallock.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.GlobalLock;
import io.globallock.spring.LockTests;
import io.globallock.spring.annotation.GlobalLocked;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.RandomValuePropertySource;

/** Types of Java and of Boot are not looked at; what implements or extends them is. */
@Timeout(60)
class LockCandidatesTests {

    private final LockCandidates candidates = new LockCandidates();

    @Test
    void anImplementationOfATypeOfJavaOrBootIsACandidateAndTheTypeIsNot() {
        assertThat(candidates.matches(Runner.class)).isTrue();
        assertThat(candidates.matches(Task.class)).isTrue();
        assertThat(candidates.matches(Random.class)).isTrue();
        assertThat(candidates.matches(CommandLineRunner.class)).isFalse();
        assertThat(candidates.matches(SpringApplication.class)).isFalse();
    }

    @Test
    void aRunnerOfBootHoldsItsLock() {
        LockTests.application().withBean(Runner.class).run(context -> {
            context.getBean(CommandLineRunner.class).run();
            assertThat(Runner.HELD).containsExactly(true);
            assertThat(context.getBean("a", GlobalLock.class).isLocked()).isFalse();
        });
    }

    static class Runner implements CommandLineRunner {

        static final List<Boolean> HELD = new CopyOnWriteArrayList<>();

        private final GlobalLock a;

        Runner(@Qualifier("a") GlobalLock a) {
            this.a = a;
        }

        @Override
        @GlobalLocked("a")
        public void run(String... arguments) {
            HELD.add(a.isClaimedByCurrentThread());
        }
    }

    static class Task implements Callable<String> {

        @Override
        @GlobalLocked("a")
        public String call() {
            return "";
        }
    }

    @GlobalLocked("a")
    static class Random extends RandomValuePropertySource {}
}

package io.globallock.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.LockOptions;
import io.globallock.Mechanism;
import io.globallock.spring.KeyedLocks;
import io.globallock.spring.LockTests;
import io.globallock.spring.annotation.GlobalLocked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a user reads who starts a wrong application. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalyzerTests {

    @Test
    void aWrongAnnotationIsExplained(CapturedOutput output) {
        start(
                WrongKey.class,
                "--global-lock.mechanism=local",
                "--global-lock.locks.bus.name=" + LockTests.uniqueName());
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("The lock annotation on " + WrongKey.class.getName()
                        + ".run() cannot work: no lock has the key" + " \"i2c-9\"; known are [bus].")
                .contains("Add global-lock.locks.i2c-9 to the configuration, or correct the key.");
    }

    @Test
    void anUnknownKeyIsExplained(CapturedOutput output) {
        start(UnknownKey.class, "--global-lock.mechanism=local");
        assertThat(output).contains("No lock has the key \"nope\".").contains("Add global-lock.locks.nope");
    }

    @Test
    void twoLocksForOnePlaceAreNamedWithTheirProperties(CapturedOutput output) {
        start(
                OnlyLock.class,
                "--global-lock.mechanism=local",
                "--global-lock.locks.bus.name=" + LockTests.uniqueName(),
                "--global-lock.locks.port.name=" + LockTests.uniqueName());
        assertThat(output).contains("global-lock.locks.bus", "global-lock.locks.port", "@Qualifier");
    }

    @Test
    void aFileThatIsNoSemaphoreIsExplained(CapturedOutput output) throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/dev/shm")), "needs /dev/shm");
        String name = LockTests.uniqueName();
        Path file = Files.createFile(Path.of("/dev/shm/sem." + name));
        try {
            start(Plain.class, "--global-lock.locks.bus.name=" + name);
            assertThat(output)
                    .contains("APPLICATION FAILED TO START")
                    .contains("Lock " + name)
                    .contains("global-lock doctor " + name);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void aLockThatIsMissingBecauseAllAreOffIsExplained(CapturedOutput output) {
        start(OnlyLock.class, "--global-lock.enabled=false");
        assertThat(output)
                .contains("There is no io.globallock.GlobalLock because global-lock.enabled is false.")
                .contains("global-lock.mechanism=local");
    }

    @Test
    void aLockThatThisJvmHasOpenWithOtherOptionsIsExplained(CapturedOutput output) {
        String name = LockTests.uniqueName();
        try (GlobalLocks other = GlobalLocks.create(LockOptions.defaults().withMechanism(Mechanism.SINGLE))) {
            other.get(name);
            start(Plain.class, "--global-lock.mechanism=local", "--global-lock.locks.bus.name=" + name);
        }
        assertThat(output)
                .contains("for configuration property 'global-lock.locks.bus'")
                .contains("This JVM has the lock open already, with other options.");
    }

    @Test
    void anOlderBootIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> BootVersion.check("3.5.9"))
                .withMessageContaining("needs Spring Boot 4 or later and this is 3.5.9");
        BootVersion.check("4.0.7");
        BootVersion.check("10.1.0-M1");
        BootVersion.check(null);
    }

    private static void start(Class<?> application, String... arguments) {
        SpringApplication spring = new SpringApplication(application);
        spring.setWebApplicationType(WebApplicationType.NONE);
        assertThat(catchThrowable(() -> spring.run(arguments))).isNotNull();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({GlobalLockAutoConfiguration.class, GlobalLockAopAutoConfiguration.class})
    static class Plain {}

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({GlobalLockAutoConfiguration.class, GlobalLockAopAutoConfiguration.class})
    static class WrongKey {
        @GlobalLocked("i2c-9")
        public void run() {}
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({GlobalLockAutoConfiguration.class, GlobalLockAopAutoConfiguration.class})
    static class UnknownKey {
        @Bean
        Object eager(KeyedLocks keyed) {
            return keyed.get("nope");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(GlobalLockAutoConfiguration.class)
    static class OnlyLock {
        @Bean
        Object user(GlobalLock onlyOne) {
            return onlyOne;
        }
    }
}

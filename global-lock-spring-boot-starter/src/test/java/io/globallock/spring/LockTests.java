package io.globallock.spring;

import io.globallock.spring.autoconfigure.GlobalLockAopAutoConfiguration;
import io.globallock.spring.autoconfigure.GlobalLockAutoConfiguration;
import java.util.UUID;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Where tests of a small application start: the locks {@code a} and {@code b}, inside this JVM, with names of their own. */
public final class LockTests {

    private LockTests() {}

    /** An application without locks. */
    public static ApplicationContextRunner bare() {
        return new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(GlobalLockAutoConfiguration.class, GlobalLockAopAutoConfiguration.class))
                .withPropertyValues("global-lock.mechanism=local");
    }

    /** An application with the locks {@code a} and {@code b}. */
    public static ApplicationContextRunner application() {
        return bare().withPropertyValues(
                        "global-lock.locks.a.name=" + uniqueName(), "global-lock.locks.b.name=" + uniqueName());
    }

    /** A semaphore name that no other test uses. */
    public static String uniqueName() {
        return "starter-test-" + UUID.randomUUID();
    }
}

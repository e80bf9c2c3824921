package io.globallock.spring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.globallock.GlobalLock;
import io.globallock.Mechanism;
import io.globallock.spring.LockTests;
import io.globallock.spring.annotation.GlobalLocked;
import io.globallock.spring.autoconfigure.GlobalLockAutoConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/** A slice of an application without any other auto-configuration, beside a whole application that has the same lock. */
@Timeout(60)
@SpringBootTest(properties = "global-lock.locks.bus.name=starter-test-slice")
@AutoConfigureGlobalLocks
class AutoConfigureGlobalLocksTests {

    private static final String NAME = "starter-test-slice";

    private static ConfigurableApplicationContext application = new GenericApplicationContext();

    @Autowired
    private Service service;

    @Autowired
    private GlobalLock lock;

    /** As the context of another test class is, which was started before the slice's and is kept. */
    @BeforeAll
    static void startAWholeApplication() {
        assumeTrue(Files.isDirectory(Path.of("/dev/shm")), "owned locks need Linux");
        application = new SpringApplicationBuilder(Whole.class)
                .web(WebApplicationType.NONE)
                .run("--global-lock.mechanism=owned", "--global-lock.locks.bus.name=" + NAME);
    }

    @AfterAll
    static void unlink() throws IOException {
        application.close();
        Files.deleteIfExists(Path.of("/dev/shm/sem." + NAME));
    }

    @Test
    void aWholeApplicationMayHaveTheSameLockInTheSameJvm() {
        LockTests.bare()
                .withPropertyValues("global-lock.mechanism=owned", "global-lock.locks.bus.name=" + NAME)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean("bus", GlobalLock.class).mechanism())
                            .isEqualTo(Mechanism.OWNED);
                    assertThat(service.run(lock)).isTrue();
                });
    }

    @Test
    void locksAnnotatedMethodsInsideThisJvm() {
        assertThat(lock.mechanism()).isEqualTo(Mechanism.LOCAL);
        assertThat(service.run(lock)).isTrue();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(GlobalLockAutoConfiguration.class)
    static class Whole {}

    @SpringBootConfiguration(proxyBeanMethods = false)
    @Import(Service.class)
    static class Slice {}

    /** Injected by its class, though it has an interface: proxies are made as in an application. */
    static class Service implements Supplier<String> {
        @GlobalLocked("bus")
        public boolean run(GlobalLock lock) {
            return lock.isClaimedByCurrentThread();
        }

        @Override
        public String get() {
            return "";
        }
    }
}

package io.globallock.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.GlobalLock;
import io.globallock.Mechanism;
import io.globallock.spring.annotation.GlobalLocked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** A slice of an application without any other auto-configuration. */
@Timeout(60)
@SpringBootTest(properties = "global-lock.locks.bus.name=starter-test-slice")
@AutoConfigureGlobalLocks
class AutoConfigureGlobalLocksTests {

    @Autowired
    private Service service;

    @Autowired
    private GlobalLock lock;

    @Test
    void locksAnnotatedMethodsInsideThisJvm() {
        assertThat(lock.mechanism()).isEqualTo(Mechanism.LOCAL);
        assertThat(service.run(lock)).isTrue();
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @Import(Service.class)
    static class Slice {}

    static class Service {
        @GlobalLocked("bus")
        public boolean run(GlobalLock lock) {
            return lock.isClaimedByCurrentThread();
        }
    }
}

package io.globallock.spring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.spring.annotation.GlobalLocked;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** Tests that are about something else and replace the locks. */
@Timeout(60)
class MockedLockTests {

    @Nested
    @SpringBootTest(
            classes = Application.class,
            properties = "global-lock.locks.bus.mechanism=local",
            webEnvironment = SpringBootTest.WebEnvironment.NONE)
    class OneLock {

        @MockitoBean
        private GlobalLock lock;

        @Test
        void theContextStarts(@Autowired Service service) {
            assertThat(service).isNotNull();
            assertThat(lock.status()).isNull();
        }
    }

    @Nested
    @SpringBootTest(
            classes = Application.class,
            properties = "global-lock.locks.bus.mechanism=local",
            webEnvironment = SpringBootTest.WebEnvironment.NONE)
    class AllLocks {

        @MockitoBean
        private GlobalLocks locks;

        @Test
        void theContextStartsAndAnAnnotatedCallSaysWhatIsMissing(@Autowired Service service) {
            assertThat(locks.locks()).isEmpty();
            assertThatIllegalStateException()
                    .isThrownBy(service::run)
                    .withMessageContaining(
                            "Does a GlobalLocks of the application, perhaps a mock, give nothing for it?");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
    @Import(Service.class)
    static class Application {}

    static class Service {
        @GlobalLocked
        public void run() {}
    }
}

package io.globallock.spring.autoconfigure;

import io.globallock.GlobalLock;
import io.globallock.spring.annotation.GlobalLocked;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The smallest application, for a JVM of its own; prints what it has. */
public class BareApplication {

    public static void main(String[] arguments) {
        try (ConfigurableApplicationContext context = SpringApplication.run(Wiring.class, arguments)) {
            GlobalLock lock = context.getBean(GlobalLock.class);
            System.out.println("protected=" + context.getBean(Service.class).run(lock));
            System.out.println("mechanism=" + lock.mechanism());
            System.out.println("endpoint=" + context.containsBean("globalLocksEndpoint"));
            System.out.println("meters=" + context.containsBean("globalLockMetrics"));
            new GlobalLockPreinitializer().preinitialize(); // Boot's background thread says nothing of what it meets
            System.out.println("preinitialized");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Service.class)
    static class Wiring {}

    static class Service {
        @GlobalLocked
        public boolean run(GlobalLock lock) {
            return lock.isClaimedByCurrentThread();
        }
    }
}

package io.globallock.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.spring.LockTests;
import java.lang.management.ManagementFactory;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

@Timeout(60)
class GlobalLocksEndpointJmxTests {

    @Test
    void readsAndForcesOverJmx() throws Exception {
        String domain = LockTests.uniqueName();
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.jmx.enabled=true",
                        "--spring.main.banner-mode=off",
                        "--spring.datasource.generate-unique-name=true",
                        "--management.endpoints.jmx.domain=" + domain,
                        "--management.endpoints.jmx.exposure.include=globallocks",
                        "--management.endpoint.globallocks.access=unrestricted",
                        "--global-lock.mechanism=local",
                        "--global-lock.locks.a.name=" + LockTests.uniqueName())) {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName name = new ObjectName(domain + ":type=Endpoint,name=Globallocks");
            assertThat(server.invoke(name, "globalLocks", new Object[0], new String[0]))
                    .isInstanceOfSatisfying(
                            Map.class, answer -> assertThat(answer.toString()).contains("a={name=", "state=free"));
            GlobalLock lock = context.getBean("a", GlobalLock.class);
            Claim claim = lock.claimDetached();
            String text = String.class.getName();
            Object held = server.invoke(name, "forceRelease", new Object[] {"a", "stuck", claim.token()}, new String[] {
                text, text, Long.class.getName()
            });
            assertThat(held).isInstanceOfSatisfying(Map.class, answer -> assertThat(answer.toString())
                    .contains("freed=true", "holder={pid="));
            assertThat(claim.release()).isFalse();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}

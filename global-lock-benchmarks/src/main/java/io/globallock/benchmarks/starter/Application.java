package io.globallock.benchmarks.starter;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** How the measured applications start. */
final class Application {

    private Application() {}

    /** With one lock, of which the key and the semaphore's name are given. */
    static ConfigurableApplicationContext run(Class<?> app, String key, String name) {
        return run(app, Map.of("global-lock.locks." + key + ".name", name));
    }

    static ConfigurableApplicationContext run(Class<?> app, Map<String, Object> more) {
        SpringApplication application = new SpringApplication(app);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setWebApplicationType(WebApplicationType.NONE);
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("logging.level.root", "warn");
        application.setDefaultProperties(properties);
        return application.run();
    }
}

package io.globallock.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.GlobalLock;
import io.globallock.spring.LockTests;
import io.globallock.spring.actuate.GlobalLocksEndpoint;
import io.globallock.spring.annotation.GlobalLocked;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

/** The application as Boot's ahead-of-time processing makes it: bean definitions in generated code. */
@Timeout(120)
@CompileWithForkedClassLoader
class AheadOfTimeTests {

    private final Map<String, Object> properties = Map.of(
            "global-lock.mechanism",
            "local",
            "global-lock.locks.a.name",
            LockTests.uniqueName(),
            "global-lock.locks.b.name",
            LockTests.uniqueName(),
            "management.endpoints.web.exposure.include",
            "globallocks");

    @Test
    void theGeneratedApplicationProtectsItsMethods() {
        TestGenerationContext generation = new TestGenerationContext();
        AnnotationConfigApplicationContext processed = new AnnotationConfigApplicationContext();
        addProperties(processed);
        processed.register(Application.class);
        ClassName generated = new ApplicationContextAotGenerator().processAheadOfTime(processed, generation);
        generation.writeGeneratedContent();
        TestCompiler.forSystem().with(generation).compile(compiled -> {
            try (GenericApplicationContext context = new GenericApplicationContext()) {
                addProperties(context);
                initializer(compiled.getInstance(ApplicationContextInitializer.class, generated.reflectionName()))
                        .initialize(context);
                context.refresh();
                GlobalLock lock = context.getBean("a", GlobalLock.class);
                assertThat(context.getBean(Service.class).run(lock)).isTrue();
                assertThat(lock.isLocked()).isFalse();
                assertThat(context.getBean(GlobalLocksEndpoint.class)
                                .globalLocks()
                                .locks())
                        .containsOnlyKeys("a", "b");
            }
        });
    }

    @SuppressWarnings("unchecked") // the generated class implements exactly this
    private static ApplicationContextInitializer<GenericApplicationContext> initializer(
            ApplicationContextInitializer<?> generated) {
        return (ApplicationContextInitializer<GenericApplicationContext>) generated;
    }

    private void addProperties(GenericApplicationContext context) {
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        GlobalLockAutoConfiguration.class,
        GlobalLockAopAutoConfiguration.class,
        GlobalLocksEndpointAutoConfiguration.class
    })
    @Import(Service.class)
    static class Application {}

    public static class Service {
        @GlobalLocked("a")
        public boolean run(GlobalLock lock) {
            return lock.isClaimedByCurrentThread();
        }
    }
}

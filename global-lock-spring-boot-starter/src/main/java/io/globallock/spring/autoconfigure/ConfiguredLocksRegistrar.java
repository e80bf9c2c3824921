package io.globallock.spring.autoconfigure;

import io.globallock.GlobalLock;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** A bean definition for each key of {@code global-lock.locks}, early enough for others to depend on it. */
final class ConfiguredLocksRegistrar implements ImportBeanDefinitionRegistrar {

    private final Environment environment;

    ConfiguredLocksRegistrar(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        for (String key : keys()) {
            if (!registry.containsBeanDefinition(key)) {
                registry.registerBeanDefinition(key, definition(key));
            }
        }
    }

    private Set<String> keys() {
        Bindable<Map<String, GlobalLockProperties.Lock>> locks =
                Bindable.mapOf(String.class, GlobalLockProperties.Lock.class);
        return Binder.get(environment)
                .bind("global-lock.locks", locks)
                .orElse(Map.of())
                .keySet();
    }

    private static RootBeanDefinition definition(String key) {
        RootBeanDefinition definition = new RootBeanDefinition(GlobalLock.class);
        definition.setFactoryBeanName(GlobalLockFactory.BEAN_NAME);
        definition.setFactoryMethodName("open");
        definition.getConstructorArgumentValues().addIndexedArgumentValue(0, key);
        // GlobalLocks closes it: after all beans that use it, and not while it is claimed.
        definition.setDestroyMethodName("");
        return definition;
    }
}

package io.globallock.spring.autoconfigure;

import io.globallock.GlobalLock;
import io.globallock.spring.LockKey;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.HierarchicalBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** A bean definition for each key of {@code global-lock.locks}, early enough for others to depend on it. */
final class ConfiguredLocksRegistrar implements ImportBeanDefinitionRegistrar {

    private static final ConfigurationPropertyName LOCKS = ConfigurationPropertyName.of("global-lock.locks");

    private final Environment environment;

    ConfiguredLocksRegistrar(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        BootVersion.check(SpringBootVersion.getVersion());
        for (String key : keys()) {
            if (isInherited(key, registry)) {
                continue; // the parent's environment is this context's too
            }
            if (!registry.containsBeanDefinition(key)) {
                registry.registerBeanDefinition(key, definition(key));
            } else if (!isLock(key, registry)) {
                throw invalid(key, "A bean of this name is there already and is no GlobalLock. Use another key.");
            }
        }
    }

    private List<String> keys() {
        if (environment instanceof ConfigurableEnvironment configurable) {
            LockPropertyNames.check(configurable);
        }
        Bindable<Map<String, Object>> locks = Bindable.mapOf(String.class, Object.class); // their form is checked later
        return LockKey.distinct(
                Binder.get(environment).bind(LOCKS, locks).orElse(Map.of()).keySet());
    }

    private InvalidConfigurationPropertyValueException invalid(String key, String reason) {
        return new InvalidConfigurationPropertyValueException(
                LOCKS + "." + key, environment.getProperty(LOCKS + "." + key, key), reason);
    }

    private static boolean isInherited(String key, BeanDefinitionRegistry registry) {
        return registry instanceof HierarchicalBeanFactory beans
                && beans.getParentBeanFactory() != null
                && beans.getParentBeanFactory().containsBean(key)
                && beans.getParentBeanFactory().isTypeMatch(key, GlobalLock.class);
    }

    /** Asked in the order of registration, as a condition on beans is. */
    private static boolean isLock(String key, BeanDefinitionRegistry registry) {
        return !(registry instanceof BeanFactory beans) || beans.isTypeMatch(key, GlobalLock.class);
    }

    private static RootBeanDefinition definition(String key) {
        RootBeanDefinition definition = new RootBeanDefinition(GlobalLock.class);
        definition.setFactoryBeanName(GlobalLockFactory.BEAN_NAME);
        definition.setFactoryMethodName("open");
        definition.getConstructorArgumentValues().addIndexedArgumentValue(0, key);
        definition.setResourceDescription(LOCKS + "." + key); // Boot says so where a lock is ambiguous
        // GlobalLocks closes it: after all beans that use it, and not while it is claimed.
        definition.setDestroyMethodName("");
        return definition;
    }
}

package io.globallock.spring.autoconfigure;

import io.globallock.GlobalLock;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
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
        for (String key : keys()) {
            checkForm(key);
            if (!registry.containsBeanDefinition(key)) {
                registry.registerBeanDefinition(key, definition(key));
            } else if (!isLock(key, registry)) {
                throw invalid(key, "A bean of this name is there already and is no GlobalLock. Use another key.");
            }
        }
    }

    private Set<String> keys() {
        Bindable<Map<String, Object>> locks = Bindable.mapOf(String.class, Object.class); // their form is checked later
        return Binder.get(environment).bind(LOCKS, locks).orElse(Map.of()).keySet();
    }

    /** A short form would win silently, whatever the rank of its source: {@code i2c-1: I2C_lock} beside {@code i2c-1.timeout}. */
    private void checkForm(String key) {
        String element = ConfigurationPropertyName.isValid(key) ? key : "[" + key + "]";
        ConfigurationPropertyName name = LOCKS.append(element);
        boolean shortForm = false;
        boolean longForm = false;
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            shortForm |= source.getConfigurationProperty(name) != null;
            longForm |= source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT;
        }
        if (shortForm && longForm) {
            throw invalid(
                    key,
                    "It is a semaphore's name and has properties of its own too. Write the name as " + name
                            + ".name instead.");
        }
    }

    private InvalidConfigurationPropertyValueException invalid(String key, String reason) {
        return new InvalidConfigurationPropertyValueException(
                LOCKS + "." + key, environment.getProperty(LOCKS + "." + key, key), reason);
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

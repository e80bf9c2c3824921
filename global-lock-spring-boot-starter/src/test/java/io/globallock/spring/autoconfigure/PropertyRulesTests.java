package io.globallock.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.globallock.GlobalLock;
import io.globallock.spring.GlobalLockAssert;
import io.globallock.spring.GlobalLockTemplate;
import io.globallock.spring.KeyedLocks;
import io.globallock.spring.LockTests;
import java.lang.reflect.Modifier;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What a user reads whose property has the right type and no meaning. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class PropertyRulesTests {

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    global-lock.timeout,               -1s, It is negative.
                    global-lock.shutdown-timeout,      -1s, It is negative.
                    global-lock.locks.bus.timeout,     -1s, It is negative.
                    global-lock.takeover-delay,        2h,  outside PT0S to PT1H
                    global-lock.locks.bus.mode,        660, In YAML put it in quotes
                    global-lock.mode,                  0644, lets the group read and not write
                    global-lock.locks.bus.group,       a:b, is no name of a user or group
                    global-lock.trusted-users,         a:b, is no name of a user or group
                    global-lock.max-hold,              0s,  It is not above zero.
                    global-lock.locks.bus.max-hold,    -1s, It is not above zero.
                    global-lock.locks.bus.name,        a/b, /
                    """)
    void aValueIsRefusedUnderTheNameOfItsPropertyWithTheReason(
            String property, String value, String reason, CapturedOutput output) {
        fails("--global-lock.locks.bus.label=x", "--" + property + "=" + value);
        String explained = property.replace("bus.name", "bus"); // the key is the name where there is none
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .containsPattern("Invalid value '.+' for configuration property '" + explained + "'")
                .containsPattern("Validation failed for the following reason:\\s+.*\\Q" + reason);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    global-lock.locks.serial@tty0.name,  X,  "[serial@tty0]"
                    global-lock.locks.serial@tty0,       X,  "[serial@tty0]"
                    global-lock.locks.bus.1.name,        X,  "[bus.1]"
                    global-lock.locks.bus.nmae,          X,  A lock has no property "nmae"
                    global-lock.locks[a/b].name,         X,  The key "a/b" cannot be the name of a bean
                    global-lock.locks[#x].name,          X,  The key "#x" cannot be the name of a bean
                    """,
            quoteCharacter = '|')
    void aNameIsRefusedThatWouldBeReadDifferentlyOrNotAtAll(
            String property, String value, String reason, CapturedOutput output) {
        fails("--" + property + "=" + value);
        assertThat(output).contains("configuration property '" + property + "'").contains(reason);
    }

    @Test
    void aKeyInBracketsIsAsItIsWritten() {
        try (ConfigurableApplicationContext context = run(
                "--global-lock.locks[bus.1].name=" + LockTests.uniqueName(),
                "--global-lock.locks[x@y]=" + LockTests.uniqueName())) {
            assertThat(context.getBean("bus.1")).isInstanceOf(GlobalLock.class);
            assertThat(context.getBean("x@y")).isInstanceOf(GlobalLock.class);
        }
    }

    @Test
    void theShortFormIsRefusedBesidePropertiesInAnySpelling(CapturedOutput output) {
        fails("--global-lock.locks.I2C_lock=one", "--global-lock.locks.I2C_lock.timeout=5s");
        assertThat(output).contains("Write the name as global-lock.locks.I2C_lock.name instead.");
    }

    @Test
    void anEnvironmentVariableIsTheSameKeyAsInTheFile() {
        String fromEnvironment = LockTests.uniqueName();
        try (ConfigurableApplicationContext context =
                run(Map.of("GLOBALLOCK_LOCKS_I2C1_NAME", fromEnvironment), "--global-lock.locks.i2c-1.timeout=7s")) {
            KeyedLocks locks = context.getBean(KeyedLocks.class);
            assertThat(locks.keys()).containsExactly("i2c-1");
            assertThat(locks.get("i2c-1").lock().name()).isEqualTo(fromEnvironment);
            assertThat(locks.get("i2c-1").settings().timeout()).hasSeconds(7);
        }
    }

    @Test
    void aBusCanBeConfiguredByTheEnvironmentAlone() {
        try (ConfigurableApplicationContext context =
                run(Map.of("GLOBALLOCK_LOCKS_I2C1_NAME", LockTests.uniqueName()))) {
            KeyedLocks locks = context.getBean(KeyedLocks.class);
            assertThat(locks.get("i2c-1")).isEqualTo(locks.get("i2c1"));
            context.getBean(GlobalLockTemplate.class)
                    .executeLocked("i2c-1", () -> GlobalLockAssert.assertClaimed("i2c-1"));
        }
    }

    @Test
    void anEnvironmentVariableThatNamesNothingIsRefused(CapturedOutput output) {
        assertThatExceptionOfType(Exception.class).isThrownBy(() -> run(Map.of("GLOBALLOCK_LOCKS_I2C_1_NAME", "x"))
                .close());
        assertThat(output)
                .contains("GLOBALLOCK_LOCKS_I2C_1_NAME")
                .contains("an environment variable leaves dashes out");
    }

    @Test
    void theShortFormIsRefusedBesideProperties(CapturedOutput output) {
        fails("--global-lock.locks.bus=one", "--global-lock.locks.bus.timeout=5s");
        assertThat(output)
                .contains("Invalid value 'one' for configuration property 'global-lock.locks.bus'")
                .contains("Write the name as global-lock.locks.bus.name instead.");
    }

    @Test
    void aKeyIsRefusedThatIsTheNameOfAnotherBean(CapturedOutput output) {
        fails("--global-lock.locks.taken.name=" + LockTests.uniqueName());
        assertThat(output)
                .contains("Invalid value 'taken' for configuration property 'global-lock.locks.taken'")
                .contains("A bean of this name is there already and is no GlobalLock.");
    }

    @Test
    void theEdgesOfWhatIsAllowedAreAllowed() {
        try (ConfigurableApplicationContext context = run(
                "--global-lock.locks.bus=" + LockTests.uniqueName(),
                "--global-lock.timeout=0",
                "--global-lock.shutdown-timeout=0",
                "--global-lock.takeover-delay=1h",
                "--global-lock.max-hold=1ms")) {
            assertThat(context.getBean("bus")).isInstanceOf(GlobalLock.class);
        }
    }

    private static void fails(String... arguments) {
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> run(arguments).close())
                .matches(failure -> NestedExceptionUtils.getMostSpecificCause(failure)
                        instanceof InvalidConfigurationPropertyValueException);
    }

    private static ConfigurableApplicationContext run(Map<String, Object> variables, String... arguments) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties("global-lock.mechanism=local")
                .initializers(context -> context.getEnvironment()
                        .getPropertySources()
                        .replace(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                new SystemEnvironmentPropertySource(
                                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables)))
                .run(arguments);
    }

    private static ConfigurableApplicationContext run(String... arguments) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties("global-lock.mechanism=local")
                .run(arguments);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(GlobalLockAutoConfiguration.class)
    static class Application {
        @Bean
        String taken() {
            return "";
        }
    }

    /** A property that is added to the one and not to the other could not be set. */
    @Test
    void theNamesThatAreAcceptedAreThoseOfTheProperties() {
        assertThat(LockPropertyNames.PROPERTIES)
                .containsExactlyInAnyOrderElementsOf(Stream.of(LockProperties.class.getDeclaredFields())
                        .filter(field -> !Modifier.isStatic(field.getModifiers()))
                        .map(field ->
                                field.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void elementsOfAListAreProperties() {
        LockTests.application()
                .withPropertyValues(
                        "global-lock.locks.a.trusted-users[0]=station", "global-lock.locks.a.trusted-users[1]=1001")
                .run(context -> assertThat(context.getBean(KeyedLocks.class)
                                .get("a")
                                .settings()
                                .options()
                                .trustedUsers())
                        .containsExactlyInAnyOrder("station", "1001"));
    }
}

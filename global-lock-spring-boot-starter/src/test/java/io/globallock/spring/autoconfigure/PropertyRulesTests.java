package io.globallock.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.globallock.GlobalLock;
import io.globallock.spring.LockTests;
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
}

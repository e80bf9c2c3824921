package io.globallock.spring.autoconfigure;

import io.globallock.spring.web.ClaimTimeoutAdvice;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.ControllerAdvice;

/** The answer to web requests that time out. */
@AutoConfiguration(after = GlobalLockAutoConfiguration.class)
@ConditionalOnWebApplication
@ConditionalOnClass(ControllerAdvice.class)
@ConditionalOnBooleanProperty(name = "global-lock.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "global-lock.web.handle-timeouts", matchIfMissing = true)
public final class GlobalLockWebAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ClaimTimeoutAdvice globalLockClaimTimeoutAdvice(Environment environment) {
        boolean problems = environment.getProperty("spring.mvc.problemdetails.enabled", Boolean.class, false)
                || environment.getProperty("spring.webflux.problemdetails.enabled", Boolean.class, false);
        return new ClaimTimeoutAdvice(problems);
    }
}

package io.globallock.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.test.context.TestPropertySource;

/**
 * Adds locks and lock annotations to a test of a part of an application, such as {@code @WebMvcTest}, and makes them
 * {@code local}: they exclude the threads of this test's context and nobody else, so that a whole application may run its own
 * test in the same JVM. A lock whose own properties name another mechanism keeps it. Proxies are made as in an application.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
@TestPropertySource(properties = "global-lock.mechanism=local")
public @interface AutoConfigureGlobalLocks {}

package io.globallock.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/**
 * {@link GlobalLocked} in the words of an I2C bus: {@code bus = 1} is the key {@code i2c-1}. With neither a key nor a bus it
 * is the lock of the property {@code global-lock.i2c.default-lock}, and without that the only lock there is.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@GlobalLocked
public @interface I2cLocked {

    /** See {@link GlobalLocked#value}. */
    @AliasFor(annotation = GlobalLocked.class, attribute = "keys")
    String[] value() default {};

    /** The number of the bus, 0 or more, as in {@code /dev/i2c-1}; not together with a key. */
    int bus() default -1;

    /** See {@link GlobalLocked#timeout}. */
    @AliasFor(annotation = GlobalLocked.class)
    String timeout() default "";

    /** See {@link GlobalLocked#onTimeout}. */
    @AliasFor(annotation = GlobalLocked.class)
    OnTimeout onTimeout() default OnTimeout.THROW;

    /** See {@link GlobalLocked#fallbackMethod}. */
    @AliasFor(annotation = GlobalLocked.class)
    String fallbackMethod() default "";
}

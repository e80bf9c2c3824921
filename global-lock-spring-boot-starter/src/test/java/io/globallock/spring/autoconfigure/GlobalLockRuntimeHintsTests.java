package io.globallock.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.spring.annotation.GlobalLocked;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.util.ReflectionUtils;

@Timeout(60)
class GlobalLockRuntimeHintsTests {

    private final RuntimeHints hints = new RuntimeHints();

    @Test
    void isRegistered() {
        assertThat(SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
                        .load(RuntimeHintsRegistrar.class))
                .hasAtLeastOneElementOfType(GlobalLockRuntimeHints.class);
    }

    @Test
    void keepsTheCBinding() {
        new GlobalLockRuntimeHints().registerHints(hints, getClass().getClassLoader());
        for (String name : new String[] {
            "com.kenai.jffi.internal.StubLoader",
            "com.kenai.jffi.Foreign",
            "jnr.constants.platform.linux.Errno",
            "jnr.constants.platform.linux.OpenFlags"
        }) {
            assertThat(RuntimeHintsPredicates.reflection().onType(TypeReference.of(name)))
                    .as(name)
                    .accepts(hints);
        }
        assertThat(RuntimeHintsPredicates.resource().forResource("jni/x86_64-Linux/libjffi-1.2.so"))
                .accepts(hints);
    }

    @Test
    void keepsAnAnnotatedMethodAndItsFallback() {
        new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, Annotated.class);
        for (String name : new String[] {"run", "instead"}) {
            Method method = ReflectionUtils.findMethod(Annotated.class, name);
            assertThat(method).isNotNull();
            assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(method))
                    .accepts(hints);
        }
    }

    @Test
    void keepsFallbacksThatAreInheritedOrOfATypesAnnotation() {
        new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, Inherits.class, TypeLevel.class);
        for (Method fallback : new Method[] {
            ReflectionUtils.findMethod(Annotated.class, "instead"), ReflectionUtils.findMethod(TypeLevel.class, "late")
        }) {
            assertThat(fallback).isNotNull();
            assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(fallback))
                    .accepts(hints);
        }
    }

    @Test
    void keepsWhatKeyExpressionsRead() {
        new GlobalLockRuntimeHints().registerHints(hints, getClass().getClassLoader());
        assertThat(RuntimeHintsPredicates.reflection()
                        .onType(TypeReference.of("io.globallock.spring.aop.KeyExpressions$Root"))
                        .withMemberCategory(MemberCategory.INVOKE_DECLARED_METHODS))
                .accepts(hints);
    }

    static class Inherits extends Annotated {
        @GlobalLocked(value = "a", fallbackMethod = "instead")
        public void other() {}
    }

    @GlobalLocked(value = "a", fallbackMethod = "late")
    static class TypeLevel {
        public void run() {}

        void late() {}
    }

    static class Annotated {
        @GlobalLocked(value = "a", fallbackMethod = "instead")
        public void run() {}

        void instead() {}
    }
}

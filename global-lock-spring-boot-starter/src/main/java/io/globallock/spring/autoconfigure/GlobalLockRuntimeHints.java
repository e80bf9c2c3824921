package io.globallock.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * What a native image must keep for the semaphores' C binding: what jffi and jnr-constants look up by name, and
 * jffi's native library. No native image has been built with it: the mechanism {@code local} needs none of it.
 */
final class GlobalLockRuntimeHints implements RuntimeHintsRegistrar {

    private static final String[] BY_NAME = {
        "jnr.constants.platform.linux.Errno",
        "jnr.constants.platform.linux.OpenFlags",
        "jnr.constants.platform.linux.aarch64.Errno",
        "jnr.constants.platform.linux.aarch64.OpenFlags",
        "com.kenai.jffi.internal.StubLoader",
        "com.kenai.jffi.Foreign",
        "com.kenai.jffi.CallContext",
        "com.kenai.jffi.Type$Builtin"
    };

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        for (String name : BY_NAME) {
            TypeReference type = TypeReference.of(name);
            hints.reflection()
                    .registerTypeIfPresent(
                            classLoader,
                            name,
                            MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
                            MemberCategory.INVOKE_DECLARED_METHODS,
                            MemberCategory.ACCESS_DECLARED_FIELDS);
            hints.jni()
                    .registerType(type, MemberCategory.INVOKE_DECLARED_METHODS, MemberCategory.ACCESS_DECLARED_FIELDS);
        }
        // What key expressions read.
        hints.reflection()
                .registerType(
                        TypeReference.of("io.globallock.spring.aop.KeyExpressions$Root"),
                        MemberCategory.INVOKE_DECLARED_METHODS);
        hints.resources().registerPattern("jni/*-Linux/libjffi-*.so");
    }
}

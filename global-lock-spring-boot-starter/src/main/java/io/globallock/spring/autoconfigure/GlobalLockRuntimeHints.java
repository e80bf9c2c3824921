package io.globallock.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * What a native image must keep for the semaphores' C binding: JNR's classes and native library, and proxies of the C
 * functions for {@code -Djnr.ffi.asm.enabled=false}, without which JNR would generate classes. No native image has been built
 * with it: the mechanism {@code local} needs none of it.
 */
final class GlobalLockRuntimeHints implements RuntimeHintsRegistrar {

    private static final String[] C_FUNCTIONS = {"Semaphores", "ClockWait", "LinuxCalls"};
    private static final String[] BY_NAME = {
        "jnr.ffi.provider.jffi.Provider",
        "jnr.ffi.provider.jffi.platform.x86_64.linux.TypeAliases",
        "jnr.ffi.provider.jffi.platform.aarch64.linux.TypeAliases",
        "com.kenai.jffi.internal.StubLoader",
        "com.kenai.jffi.Foreign",
        "com.kenai.jffi.CallContext",
        "com.kenai.jffi.Type$Builtin"
    };

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        for (String functions : C_FUNCTIONS) {
            hints.proxies()
                    .registerJdkProxy(builder -> builder.proxiedInterfaces(
                            TypeReference.of("io.globallock.posix.C$" + functions),
                            TypeReference.of("jnr.ffi.provider.LoadedLibrary")));
        }
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
        hints.resources().registerPattern("jni/*-Linux/libjffi-*.so");
    }
}

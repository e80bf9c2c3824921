package io.globallock;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Stands in front of the class of the same name that is shipped, as {@code ProtocolStep} does, and tells the same hook. */
enum ClaimStep {
    PERMIT_TAKEN,
    GATE_PASSED,
    BEFORE_PERMIT_BACK,
    AFTER_PERMIT_BACK,
    HELPER_ASKED,
    HELPER_WORKS,
    HELPER_HAS_ANSWER,
    REAPER_ROUND,
    REAPER_MENDS;

    private static final @Nullable Consumer<String> HOOK = load(System.getProperty("io.globallock.test.steps"));

    /** For tests of this JVM. */
    static volatile @Nullable Consumer<String> hookOfThisJvm;

    void reached() {
        if (HOOK != null) {
            HOOK.accept(name());
        }
        Consumer<String> hook = hookOfThisJvm;
        if (hook != null) {
            hook.accept(name());
        }
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Consumer<String> load(@Nullable String className) {
        if (className == null) {
            return null;
        }
        try {
            return Class.forName(className)
                    .asSubclass(Consumer.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("io.globallock.test.steps=" + className, e);
        }
    }
}

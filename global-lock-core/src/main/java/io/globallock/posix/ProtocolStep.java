package io.globallock.posix;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The moments of the protocol at which a test may end the process, each worse than the last. Without the system property
 * {@code io.globallock.test.steps}, which names a {@code Consumer<String>} of the test tree, the hook is a constant null and
 * costs nothing.
 */
enum ProtocolStep {
    BEFORE_SLOT_LOCK,
    AFTER_SLOT_LOCK,
    BEFORE_CLAIM_CAS,
    AFTER_CLAIM_CAS,
    AFTER_TOKEN,
    IN_RECORD,
    BEFORE_REGISTRATION,
    AFTER_REGISTRATION,
    AFTER_DEAD_SLOT_LOCK,
    AFTER_TAKEOVER_CAS,
    BEFORE_DEAD_SLOT_UNLOCK,
    AFTER_DEAD_SLOT_UNLOCK,
    BEFORE_RELEASE_CAS,
    AFTER_RELEASE_CAS;

    /** For the kill harness only: treats living owners as dead, which the harness has to notice. */
    static final boolean ALIVE_COUNTS_AS_DEAD =
            "alive-counts-as-dead".equals(System.getProperty("io.globallock.test.mutant"));

    private static final @Nullable Consumer<String> HOOK = load(System.getProperty("io.globallock.test.steps"));

    void reached() {
        if (HOOK != null) {
            HOOK.accept(name());
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

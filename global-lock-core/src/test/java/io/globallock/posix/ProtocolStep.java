package io.globallock.posix;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of the class of the same name that is shipped, because test classes come first on the class path. The system
 * property {@code io.globallock.test.steps} names a {@code Consumer<String>} that is told each step;
 * {@code io.globallock.test.mutant=alive-counts-as-dead} makes the protocol wrong, which the kill harness has to notice.
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
    AFTER_RELEASE_CAS,
    AFTER_SLEEP,
    MUTEX_TAKEN,
    REAPER_LOOKS,
    BEFORE_CLOSE,
    HALF_CLOSED,
    BEFORE_FREEING_CAS;

    private static final boolean ALIVE_COUNTS_AS_DEAD =
            "alive-counts-as-dead".equals(System.getProperty("io.globallock.test.mutant"));

    private static final @Nullable Consumer<String> HOOK = load(System.getProperty("io.globallock.test.steps"));

    /** What {@link AtStep} has set. */
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

    static boolean aliveCountsAsDead() {
        return ALIVE_COUNTS_AS_DEAD;
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

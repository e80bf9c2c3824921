package io.globallock.spring.autoconfigure;

import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.LockOptions;
import io.globallock.Mechanism;
import io.globallock.posix.OwnedSemaphore;
import io.globallock.spring.metrics.GlobalLockMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.util.ClassUtils;

/**
 * Loads on Boot's background thread, while the context starts, what the first lock would load: the native binding, and the classes
 * of a lock and its meters by making some that nobody sees. What fails here fails again, and is reported, where a lock is opened.
 */
class GlobalLockPreinitializer implements BackgroundPreinitializer {

    @Override
    public void preinitialize() {
        OwnedSemaphore.unsupported();
        try (GlobalLocks locks = GlobalLocks.create(LockOptions.defaults().withMechanism(Mechanism.LOCAL))) {
            GlobalLock lock = locks.get("global-lock-preinitializer");
            if (ClassUtils.isPresent(
                    "io.micrometer.core.instrument.MeterRegistry", getClass().getClassLoader())) {
                Meters.bind(locks, lock);
            }
        }
    }

    /** Loaded only where there is Micrometer. */
    private static final class Meters {

        static void bind(GlobalLocks locks, GlobalLock lock) {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            new GlobalLockMetrics(locks, () -> Map.of("key", lock), any -> 0).bindTo(registry);
            registry.close();
        }
    }
}

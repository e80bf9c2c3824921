package io.globallock.spring.autoconfigure;

import io.globallock.GlobalLocks;
import io.globallock.LockOptions;
import io.globallock.Mechanism;
import io.globallock.posix.OwnedSemaphore;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;

/**
 * Loads on Boot's background thread, while the context starts, what the first lock would load: the native binding, and the classes
 * of a lock by opening one of this JVM's own. What fails here fails again, and is reported, where a lock is opened.
 */
class GlobalLockPreinitializer implements BackgroundPreinitializer {

    @Override
    public void preinitialize() {
        OwnedSemaphore.unsupported();
        try (GlobalLocks locks = GlobalLocks.create(LockOptions.defaults().withMechanism(Mechanism.LOCAL))) {
            locks.get("global-lock-preinitializer");
        }
    }
}

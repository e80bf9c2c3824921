package io.globallock.spring.autoconfigure;

import io.globallock.posix.OwnedSemaphore;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;

/**
 * Loads the native binding on Boot's background thread while the context starts, as the first lock would do it. What fails here
 * fails again, and is reported, where a lock is opened.
 */
class NativeBindingPreinitializer implements BackgroundPreinitializer {

    @Override
    public void preinitialize() {
        OwnedSemaphore.unsupported();
    }
}

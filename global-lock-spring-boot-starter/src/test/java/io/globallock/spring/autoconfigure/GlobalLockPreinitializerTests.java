package io.globallock.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.GlobalLocks;
import io.globallock.LockOptions;
import io.globallock.Mechanism;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** {@link ClassPathTests} has it where libraries are missing. */
@Timeout(60)
class GlobalLockPreinitializerTests {

    @Test
    void bootFindsItAndItsLockIsClosedAfterwards() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(BackgroundPreinitializer.class))
                .filteredOn(GlobalLockPreinitializer.class::isInstance)
                .singleElement()
                .satisfies(BackgroundPreinitializer::preinitialize);
        LockOptions others = LockOptions.defaults().withMechanism(Mechanism.SINGLE);
        try (GlobalLocks locks = GlobalLocks.create(others)) {
            // Were it open still, it could not be opened with other options.
            assertThat(locks.get("global-lock-preinitializer", others).mechanism())
                    .isEqualTo(Mechanism.SINGLE);
        }
    }
}

package io.globallock.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.core.io.support.SpringFactoriesLoader;

class GlobalLockPreinitializerTests {

    @Test
    void bootFindsItAndItRunsOnAnySystem() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(BackgroundPreinitializer.class))
                .filteredOn(GlobalLockPreinitializer.class::isInstance)
                .singleElement()
                .satisfies(found -> assertThatCode(found::preinitialize).doesNotThrowAnyException());
    }
}

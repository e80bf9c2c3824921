package io.globallock.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/** Which Spring Boot this starter is made for. On an older one half of it would be missing in silence: meters, health, early loading. */
final class BootVersion {

    private static final int OLDEST = 4;

    private BootVersion() {}

    /**
     * Fails on a Boot that is too old.
     *
     * @param version such as 4.1.0; null if Boot does not tell: then nothing is checked
     */
    static void check(@Nullable String version) {
        if (version != null && version.matches("\\d{1,4}\\..*")) {
            int major = Integer.parseInt(version.substring(0, version.indexOf('.')));
            if (major < OLDEST) {
                throw new IllegalStateException("global-lock-spring-boot-starter needs Spring Boot " + OLDEST
                        + " or later and this is " + version
                        + ". Use a later Boot, or global-lock-core without the starter.");
            }
        }
    }
}

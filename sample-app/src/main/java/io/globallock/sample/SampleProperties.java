package io.globallock.sample;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The sample's own settings; the lock's are under {@code global-lock}.
 *
 * @param locking whether the bus is read under the lock. Without it wrong readings are to be expected
 * @param busFile the simulated bus; null: {@code /dev/shm/global-lock-sample-bus}, or a file beside other temporary ones
 *     where there is no such folder
 */
@ConfigurationProperties("sample")
public record SampleProperties(@DefaultValue("true") boolean locking, @Nullable Path busFile) {}

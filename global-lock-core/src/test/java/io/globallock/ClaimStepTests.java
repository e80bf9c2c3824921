package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tests' class of claim steps stands in front of the shipped one and has the same steps. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ClaimStepTests {

    @Test
    void theTestsSeeTheirOwnClassWithTheSameSteps() throws IOException {
        assertThat(ClaimStep.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .endsWith("test-classes/");
        String shipped = new String(
                Files.readAllBytes(Path.of("target", "classes", "io", "globallock", "ClaimStep.class")),
                StandardCharsets.ISO_8859_1);
        for (ClaimStep step : ClaimStep.values()) {
            assertThat(shipped).contains(step.name());
        }
    }
}

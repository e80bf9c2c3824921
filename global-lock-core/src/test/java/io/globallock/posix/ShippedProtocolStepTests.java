package io.globallock.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the tests put in front of the shipped class, and that nothing of it is shipped. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ShippedProtocolStepTests {

    private static final Path SHIPPED = Path.of("target", "classes");

    @Test
    void noShippedClassListensToASwitchOfTheTests() throws IOException {
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            List<Path> classes =
                    files.filter(file -> file.toString().endsWith(".class")).toList();
            assertThat(classes).hasSizeGreaterThan(50);
            assertThat(classes).noneMatch(file -> contains(file, "globallock.test"));
        }
    }

    @Test
    void theTestsSeeTheirOwnClassWithTheSameSteps() throws IOException {
        assertThat(ProtocolStep.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .endsWith("test-classes/");
        Path shipped = SHIPPED.resolve("io/globallock/posix/ProtocolStep.class");
        for (ProtocolStep step : ProtocolStep.values()) {
            assertThat(contains(shipped, step.name())).as(step.name()).isTrue();
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

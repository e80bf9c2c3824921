package io.globallock.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SemaphoreNameTests {

    @Test
    void aSlashIsAddedWhereItIsMissing() {
        assertThat(SemaphoreName.of("I2C_lock")).isEqualTo(SemaphoreName.of("/I2C_lock"));
        assertThat(SemaphoreName.of("I2C_lock").value()).isEqualTo("/I2C_lock");
        assertThat(SemaphoreName.of("/I2C_lock").text()).isEqualTo("I2C_lock");
        assertThat(SemaphoreName.of("I2C_lock")).hasToString("/I2C_lock");
    }

    @Test
    void glibcKeepsItUnderDevShm() {
        assertThat(SemaphoreName.of("I2C_lock").path()).isEqualTo(Path.of("/dev/shm/sem.I2C_lock"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", " ", "~", "a b", "..", "sem.x", "%d", "it's"})
    void everyPrintableAsciiCharacterButTheSlashIsAllowed(String text) {
        assertThat(SemaphoreName.of(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|is empty",
                "/|is empty",
                "//|has a second slash",
                "a/b|has a second slash",
                "/a/|has a second slash",
            })
    void aNameThatIsNoneIsRefused(String text, String rule) {
        assertThatThrownBy(() -> SemaphoreName.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(rule);
    }

    @ParameterizedTest
    @CsvSource({"0, U+0000", "9, U+0009", "10, U+000A", "127, U+007F", "228, U+00E4", "8364, U+20AC"})
    void otherCharactersAreRefusedAndShownEscaped(int character, String shown) {
        assertThatThrownBy(() -> SemaphoreName.of("bus" + (char) character))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(shown + " at index 4", "\"/bus\\u%04x\"".formatted(character));
    }

    @Test
    void twoHundredFiftyOneCharactersAreTheLimit() {
        assertThat(SemaphoreName.of("x".repeat(251)).value()).hasSize(252);
        assertThatThrownBy(() -> SemaphoreName.of("x".repeat(252)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 252 characters after the slash; at most 251 fit")
                .hasMessageNotContaining("x".repeat(100));
    }

    @Test
    void theRecordItselfWantsTheSlash() {
        assertThatThrownBy(() -> new SemaphoreName("I2C_lock")).hasMessageContaining("must start with a slash");
        assertThatThrownBy(() -> new SemaphoreName("")).hasMessageContaining("must start with a slash");
    }
}

package io.globallock.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FileModeTests {

    @Test
    void readsOctalAndLetters() {
        assertThat(FileMode.parse("0600")).isEqualTo(0600);
        assertThat(FileMode.parse("0666")).isEqualTo(0666);
        assertThat(FileMode.parse("rw-rw----")).isEqualTo(0660);
        assertThat(FileMode.parse("rwxr-x--x")).isEqualTo(0751);
    }

    /** 432 is what YAML makes of an unquoted 0660. */
    @ParameterizedTest
    @ValueSource(strings = {"432", "660", "0668", "rw-rw---", "", "-rw-rw---"})
    void refusesWhatCouldMeanSomethingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileMode.parse(text))
                .withMessageContaining("mode: \"0660\"");
    }
}

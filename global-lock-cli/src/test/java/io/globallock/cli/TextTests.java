package io.globallock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.LockState;
import io.globallock.LockStatus;
import io.globallock.Mechanism;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTests {

    @ParameterizedTest
    @CsvSource({
        "PT0S,0.0 s",
        "PT3.25S,3.2 s",
        "PT59.99S,59.9 s",
        "PT4M10S,4 min 10 s",
        "PT2H5M59S,2 h 5 min",
        "P3DT4H,3 d 4 h"
    })
    void durationsReadWell(Duration duration, String text) {
        assertThat(Durations.text(duration)).isEqualTo(text);
    }

    /** The sentence goes on after "is currently locked (0), " and after "lock released (1), was ". */
    @ParameterizedTest
    @CsvSource({
        "DEAD_OWNER,left behind by a dead owner",
        "FOREIGN,'held by a program that leaves no name, open in no process'",
        "RETIRED,retired: its file was unlinked",
        "CORRUPT,corrupt: its word names an owner that cannot exist"
    })
    void whatIsKnownWithoutAHolderFitsIntoItsSentence(LockState state, String words) {
        StringBuilder text = new StringBuilder();
        StatusText.appendHolder(
                text,
                "",
                new LockStatus(
                        "a",
                        Mechanism.OWNED,
                        state,
                        OptionalLong.of(0),
                        0,
                        0,
                        0,
                        Optional.empty(),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty()));
        assertThat(text).hasToString(words);
    }

    @Test
    void tableColumnsAreAsWideAsTheirWidestCell() {
        Table table = new Table("A", "LONG");
        table.add("wide", "x");
        table.add("", "");
        assertThat(table.lines()).containsExactly("A     LONG", "wide  x", "");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "I2C_lock,I2C_lock",
                "/dev/shm/sem.a,/dev/shm/sem.a",
                "two words,'two words'",
                "it's,'it'\\''s'",
                "$(x),'$(x)'",
                "||,''"
            })
    void wordsForAShellAreQuoted(String word, String quoted) {
        assertThat(Shell.quote(word)).isEqualTo(quoted);
    }

    @Test
    void jsonEscapesWhatALabelOrCommandMayHold() {
        String json = StatusJson.text(writer -> writer.writeString("\"\\\n\u0001\u00e9"));
        assertThat(json).isEqualTo("\"\\\"\\\\\\n\\u0001\u00e9\"");
    }

    @Test
    void bytesThatAreNotUtf8ComeBackAsTheyWere() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        assertThat(RawArguments.bytes(RawArguments.text(all))).isEqualTo(all);
        for (String text : new String[] {"", "plain", "gr\u00fcn", "\ud83d\udca3"}) {
            byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            assertThat(RawArguments.text(bytes)).isEqualTo(text);
            assertThat(RawArguments.bytes(text)).isEqualTo(bytes);
        }
    }

    @Test
    void textsOfStrangersStayOneLineAndCommandNoTerminal() {
        assertThat(Printable.of("gr\u00fcn \ud83d\udca3 {0} %s")).isEqualTo("gr\u00fcn \ud83d\udca3 {0} %s");
        assertThat(Printable.of("a\nb\033[2J\u0085\u202e\u2028\ud83d \udca3\u007f"))
                .isEqualTo("a?b?[2J???? ??");
    }
}

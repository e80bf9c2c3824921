package io.globallock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTests {

    /** Lines that both readers must read alike. */
    static final String[] PLAIN = {
        "I2C_lock get",
        "I2C_lock get -t 2",
        "-t 2 I2C_lock get",
        "I2C_lock -t 2 get -a 0.5",
        "-t -1 I2C_lock get",
        "I2C_lock get --get-timeout 2 --auto-unget 1 --message hello",
        "-u 2 I2C_lock trace --json --changes",
        "I2C_lock unget -t 2 -a 3 -u 1 -m why",
        "I2C_lock state --json",
        "list --json",
        "list state",
        "doctor",
        "doctor I2C_lock",
        "reap a b --every 2 --takeover-delay 0",
        "top -u 3",
        "I2C_lock run -- ls -l",
        "I2C_lock run -t 2 -- ls -- -l",
        "-- -odd state",
        "-- -odd run -- ls -l",
        "-V",
        "-v --debug list",
    };

    private static Arguments quick(String line) {
        Line read = QuickReader.read(line.split(" "));
        assertThat(read).as("is plain: " + line).isNotNull();
        return Arguments.of(read);
    }

    private static Arguments picocli(String line) {
        return Arguments.of(PicocliReader.read(line.isEmpty() ? new String[0] : line.split(" ")));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.FieldSource("PLAIN")
    void bothReadersReadPlainLinesAlike(String line) {
        assertThat(quick(line)).isEqualTo(picocli(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "I2C_lock get -h",
                "I2C_lock get -t2",
                "I2C_lock get --get-timeout=2",
                "I2C_lock state --jsn",
                "I2C_lock get -t",
                "I2C_lock get -t 1 -t 2",
                "I2C_lock get -t -a",
                "I2C_lock trace --upd 2"
            })
    void whateverIsNotPlainIsLeftToPicocli(String line) {
        assertThat(QuickReader.read(line.split(" "))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"I2C_lock get -t2", "I2C_lock get --get-timeout=2"})
    void optionsMayBeWrittenAsArgparseAllows(String line) {
        assertThat(picocli(line).timeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void theSecondWordDecidesSoThatAnyNameCanBeALock() {
        assertThat(quick("list state"))
                .matches(line -> line.word() == Word.STATE && line.lock().equals("list"));
        assertThat(quick("get get"))
                .matches(line -> line.word() == Word.GET && line.lock().equals("get"));
        assertThat(quick("doctor /state"))
                .matches(line -> line.word() == Word.DOCTOR && line.lock().equals("/state"));
        assertThat(quick("-- -odd state").lock()).isEqualTo("-odd");
    }

    @Test
    void whatFollowsTheHyphensIsTheCommand() {
        assertThat(quick("I2C_lock run -t 2 -- ls -- -l").command()).isEqualTo(List.of("ls", "--", "-l"));
        assertThat(quick("-- -odd run -- ls -l").command()).isEqualTo(List.of("ls", "-l"));
    }

    @Test
    void minusOneIsNoTimeout() {
        assertThat(quick("-t -1 I2C_lock get").timeout()).isGreaterThan(Duration.ofDays(300 * 365));
        assertThat(quick("I2C_lock get").timeout()).isEqualTo(Duration.ofMillis(500));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "I2C_lock",
                "I2C_lock frobnicate",
                "get I2C_lock",
                "get",
                "I2C_lock get now",
                "I2C_lock run ls",
                "I2C_lock run --",
                "list I2C_lock",
                "doctor a b",
                "I2C_lock get -t soon",
                "I2C_lock get -t -2",
                "I2C_lock get -t NaN",
                "I2C_lock trace -u 0",
                "I2C_lock get --json",
                "I2C_lock state --jsn",
                "list -t 2",
                "I2C_lock get -t",
                "I2C_lock get -t 1 -t 2"
            })
    void mistakesAreUsageErrors(String line) {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> picocli(line));
    }

    @Test
    void aMisspeltOptionIsSuggested() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> picocli("I2C_lock state --jsn"))
                .withMessageContaining("--json");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource({
        "I2C_lock get --get 1,I2C_lock get --get-timeout 1",
        "I2C_lock get --g 1,I2C_lock get --get-timeout 1",
        "I2C_lock get --auto 2,I2C_lock get --auto-unget 2",
        "I2C_lock get --auto=2,I2C_lock get --auto-unget=2",
        "I2C_lock get --m hello,I2C_lock get --message hello",
        "I2C_lock trace --upd 2 --js,I2C_lock trace --update 2 --json",
        "I2C_lock get -m --json,I2C_lock get -m --json",
        "I2C_lock get --message --get,I2C_lock get --message --get",
        "I2C_lock run -- --get 1,I2C_lock run -- --get 1"
    })
    void longOptionsMayBeAbbreviatedAsArgparseAllows(String line, String whole) {
        assertThat(Abbreviations.writtenOut(line.split(" "))).containsExactly(whole.split(" "));
    }

    @Test
    void anAmbiguousAbbreviationNamesWhatItMayMean() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Abbreviations.writtenOut(new String[] {"I2C_lock", "get", "--no"}))
                .withMessageContaining("--nonblock, --noheadings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1d", "1f", "0x1p1", "1__0", "_1", "1_", "", "1 2", "Infinity", "NaN", "inf", "\u0661"})
    void whatPythonDoesNotReadAsANumberOrCannotWaitForIsRefused(String text) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Arguments.of(PicocliReader.read(new String[] {"I2C_lock", "get", "-t", text})));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource({"1,1", "+1.5,1.5", "1e1,10", ".5,0.5", "5.,5", "1_0,10", "' 2 ',2"})
    void numbersAreReadAsPythonReadsThem(String text, double seconds) {
        assertThat(Arguments.of(PicocliReader.read(new String[] {"I2C_lock", "get", "-t", text}))
                        .timeout())
                .isEqualTo(Duration.ofNanos((long) (seconds * 1e9)));
    }

    @Test
    void getWaitsAsGlobalLockPyAndRunAsFlock() {
        assertThat(quick("I2C_lock get").timeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(quick("I2C_lock run -- ls").timeout()).isGreaterThan(Duration.ofDays(300 * 365));
    }

    /** A claim without a time never takes over, since each process of a script watches a dead holder too briefly. */
    @Test
    void notToWaitIsTheShortestWait() {
        for (String line : new String[] {"I2C_lock get -t 0", "I2C_lock run -n -- ls", "I2C_lock get --nonblock"}) {
            assertThat(quick(line).timeout()).isEqualTo(Duration.ofNanos(1));
        }
    }

    @Test
    void aLineForTheShellIsACommand() {
        assertThat(Arguments.of(QuickReader.read(new String[] {"I2C_lock", "run", "-c", "a | b"}))
                        .command())
                .containsExactly("sh", "-c", "a | b");
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> quick("I2C_lock run -c a -- b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I2C_lock get -E 256",
                "I2C_lock get -E x",
                "I2C_lock unget --token x",
                "I2C_lock get --mode 0999",
                "I2C_lock get --mode 0640",
                "I2C_lock get --group :",
                "I2C_lock run --takeover-delay 3601 -- ls",
                "create",
                "create a --json",
                "a/b state"
            })
    void valuesThatCannotBeAreUsageErrors(String line) {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> picocli(line));
    }

    @Test
    void helpMayBeAskedForAWord() {
        assertThat(picocli("help run").about()).isEqualTo(Word.RUN);
        assertThat(picocli("I2C_lock run --help").about()).isEqualTo(Word.RUN);
        assertThat(picocli("run --help").about()).isEqualTo(Word.RUN);
        assertThat(picocli("help").about()).isNull();
        assertThat(picocli("--help").about()).isNull();
        assertThat(picocli("/help get").word()).isEqualTo(Word.GET);
    }

    @Test
    void theHelpNamesEveryColumn() {
        for (Column column : Column.values()) {
            assertThat(Column.NAMES.split(",")).contains(column.name().toLowerCase(java.util.Locale.ROOT));
        }
        assertThat(Column.NAMES.split(",")).hasSize(Column.values().length);
    }
}

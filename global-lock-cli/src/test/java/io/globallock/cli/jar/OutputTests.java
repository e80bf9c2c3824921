package io.globallock.cli.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.LockInspector;
import io.globallock.LockState;
import io.globallock.cli.Result;
import io.globallock.cli.ShmNames;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer that cannot be written is no answer. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OutputTests {

    @RegisterExtension
    final ShmNames names = new ShmNames();

    private String lock;

    @BeforeEach
    void aFreeLock() throws IOException, InterruptedException {
        lock = names.fresh();
        Program.run(lock, "get", "-a", "0.001");
    }

    private Result shell(String words, String behind) throws IOException, InterruptedException {
        String jar = String.join(" ", Program.builder().command());
        return Program.run(new ProcessBuilder("bash", "-c", jar + " " + words.replace("LOCK", lock) + " " + behind));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOCK state",
                "LOCK state --json",
                "LOCK trace",
                "LOCK get",
                "LOCK get -a 9",
                "LOCK unget",
                "list",
                "list --json",
                "top",
                "doctor LOCK",
                "completion",
                "--help",
                "--version"
            })
    void aFullDiskIsAnErrorOfEveryCommand(String words) throws IOException, InterruptedException {
        Result result = shell(words, ">/dev/full");
        assertThat(result.status()).as(result.toString()).isEqualTo(3);
        assertThat(said(result)).singleElement().asString().contains("cannot be written");
    }

    @Test
    void aGetThatCannotSaySoHoldsNothing() throws IOException, InterruptedException {
        assertThat(shell("LOCK get", ">/dev/full").status()).isEqualTo(3);
        assertThat(LockInspector.inspect(lock).orElseThrow().state()).isEqualTo(LockState.FREE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOCK state", "list", "--help"})
    void aReaderThatHasGoneIsNoError(String words) throws IOException, InterruptedException {
        Result result = shell(words, "| true; echo ${PIPESTATUS[0]}");
        assertThat(result.out()).isEqualTo("0\n");
        assertThat(said(result)).isEmpty();
    }

    /** Apart from what list says where not every process can be looked at. */
    private static List<String> said(Result result) {
        return result.err()
                .lines()
                .filter(line -> !line.contains("USERS may lack some"))
                .toList();
    }
}

package io.globallock.cli.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.cli.Result;
import io.globallock.cli.ShmNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a stranger wrote into a label decides nothing: the next command runs, and a terminal stays as it is. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StrangersTextTests {

    @RegisterExtension
    final ShmNames names = new ShmNames();

    static Stream<byte[]> labels() {
        return Stream.of(
                bytes("sh -c echo ${f}"),
                bytes("{0} {1,number} { '{ it's"),
                bytes("%s %n %d %"),
                bytes("\033[2J\033]0;title\007 red"),
                bytes("two\nlines\r\u2028three"),
                bytes("\u202edaeh ot liat"),
                bytes("\ud83d\udca3".repeat(16)),
                new byte[] {(byte) 0xff, (byte) 0xc3, 'x', (byte) 0xed, (byte) 0xa0, (byte) 0x80});
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("labels")
    void theNextCommandRunsBehindADeadHolder(byte[] label) throws IOException, InterruptedException {
        String lock = names.fresh();
        Process holder = Program.start(lock, "get", "-a", "300", "-m", "x");
        assertThat(holder.inputReader(StandardCharsets.UTF_8).readLine()).contains("successful");
        holder.destroyForcibly().waitFor();
        StrangersLabel.write(lock, label);
        assertThat(Program.run(lock, "state").out()).as("the label is believed").containsPattern("pid \\d+ \"");
        for (Result look : new Result[] {Program.run(lock, "state"), Program.run("list"), Program.run("top")}) {
            assertThat(look.status()).as(look.toString()).isZero();
            assertIsTame(look.out());
        }
        assertThat(Program.run(lock, "state").out()).hasLineCount(1);
        assertThat(Program.run(lock, "state", "--json").status()).isZero();
        assertIsTame(Program.run("doctor", lock).out());
        Result next = Program.run(lock, "run", "--takeover-delay", "0", "-t", "5", "--", "echo", "ran");
        assertThat(next.status()).as(next.toString()).isZero();
        assertThat(next.out()).isEqualTo("ran\n");
        assertThat(next.err()).as("the takeover is told").contains("dead").hasLineCount(1);
        assertIsTame(next.err());
    }

    private static void assertIsTame(String text) {
        assertThat(text.chars()).as(text).noneMatch(c -> (c < ' ' && c != '\n') || c == 0x202e || c == 0x2028);
    }

    /** java.text.MessageFormat takes an apostrophe for a quote, and drops it. */
    @Test
    void anApostropheStaysInTheLog() throws IOException, InterruptedException {
        Result forced = forced("it's {0}");
        assertThat(forced.err()).contains("force-released (it's {0})");
    }

    private Result forced(String reason) throws IOException, InterruptedException {
        String lock = names.fresh();
        Program.run(lock, "get");
        return Program.run(lock, "unget", "-v", "-m", reason);
    }
}

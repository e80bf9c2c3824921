package io.globallock.cli.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.cli.PythonPeer;
import io.globallock.cli.Result;
import io.globallock.cli.ShmNames;
import io.globallock.cli.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JarTests {

    /** As many as a build has time for; the README has the command for 1 000. */
    private static final int TURNS = Integer.getInteger("global-lock.test.jar-turns", 10);

    @RegisterExtension
    final ShmNames names = new ShmNames();

    @Test
    void theJarKnowsItsVersionAndItsHelp() throws IOException, InterruptedException {
        assertThat(Program.run("--version").out()).matches("global-lock \\d+\\.\\d+.*\n");
        assertThat(Program.run("--help"))
                .matches(result -> result.status() == 0 && result.err().isEmpty());
    }

    @Test
    void aGetOutlivesItsProcessAndIsNoDeadOwner() throws IOException, InterruptedException {
        Tool.PYTHON.require();
        String lock = names.fresh();
        assertThat(Program.run(lock, "get"))
                .isEqualTo(new Result(0, "<" + lock + "> lock request successful (0)\n", ""));
        try (PythonPeer python = new PythonPeer(lock)) {
            assertThat(python.ask("value")).isEqualTo("0");
            assertThat(Program.run(lock, "get", "-t", "2").status()).isEqualTo(1);
            assertThat(Program.run(lock, "state", "--json").out()).contains("\"state\":\"foreign\"");
            assertThat(Program.run(lock, "unget").status()).isZero();
            assertThat(python.ask("value")).isEqualTo("1");
        }
    }

    @Test
    @Timeout(value = 7200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void pythonAndTheJarTakeTurns() throws IOException, InterruptedException {
        Tool.PYTHON.require();
        String lock = names.fresh();
        try (PythonPeer python = new PythonPeer(lock)) {
            for (int turn = 0; turn < TURNS; turn++) {
                assertThat(launch(lock, "get")).as("turn %d", turn).isZero();
                assertThat(python.ask("trywait")).as("turn %d", turn).isEqualTo("false");
                assertThat(launch(lock, "unget")).as("turn %d", turn).isZero();
                assertThat(python.ask("trywait")).as("turn %d", turn).isEqualTo("true");
                assertThat(launch(lock, "get", "-t", "0"))
                        .as("turn %d, Python inside", turn)
                        .isEqualTo(1);
                assertThat(python.ask("post")).isEqualTo("ok");
                assertThat(python.ask("value")).as("turn %d", turn).isEqualTo("1");
            }
        }
    }

    /** By the launcher, with its cache: a thousand turns start three thousand JVMs. */
    private static int launch(String... args) throws IOException, InterruptedException {
        Map<String, String> cache = Map.of(
                "XDG_CACHE_HOME",
                Program.TARGET.resolve("cache").toAbsolutePath().toString());
        return Program.launch(cache, Program.LAUNCHER, args).status();
    }

    @Test
    void traceShowsTheChanges() throws IOException, InterruptedException {
        String lock = names.fresh();
        Process trace = Program.start(lock, "trace", "--changes", "-u", "0.05");
        try (BufferedReader lines = trace.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).contains("does not exist");
            Program.run(lock, "get");
            awaitLine(lines, "is currently locked (0)");
            Program.run(lock, "unget");
            awaitLine(lines, "is currently unlocked (1)");
        } finally {
            trace.destroyForcibly();
        }
    }

    /** A look may also fall between the making and the claim, or before the claim is left behind. */
    private static void awaitLine(BufferedReader lines, String text) throws IOException {
        String line = lines.readLine();
        while (!line.contains(text)) {
            line = lines.readLine();
        }
    }

    @Test
    void traceEndsWhenNobodyReads() throws IOException, InterruptedException {
        Process trace = Program.start(names.fresh(), "trace", "-u", "0.01", "--json");
        try (BufferedReader lines = trace.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).startsWith("{\"time\":\"").endsWith("\"status\":null}");
        }
        assertThat(trace.waitFor()).isZero();
    }

    @Test
    void aFileOfAnotherUserIsRefusedWithItsOwnerAndMode(@TempDir Path folder) throws IOException, InterruptedException {
        Tool.NOBODY.require();
        String lock = names.fresh();
        Program.run(lock, "get");
        for (String word : new String[] {"state", "get", "unget"}) {
            Result result = Program.run(Program.asNobody(folder, lock, word));
            assertThat(result.status()).isEqualTo(3);
            assertThat(result.err())
                    .contains("belongs to root with mode rw-------")
                    .hasLineCount(1);
        }
    }

    @Test
    void theCompletionCompletesLocksWordsAndOptions() throws IOException, InterruptedException {
        Tool.BASH.require();
        String lock = names.fresh();
        Program.run(lock, "get");
        Path script = Files.writeString(
                Files.createTempFile("completion", ".bash"),
                Program.run("completion").out());
        assertThat(complete(script, lock.substring(0, lock.length() - 1))).contains(lock);
        assertThat(complete(script, lock, "ung")).isEqualTo("unget");
        assertThat(complete(script, "-t", "2", lock, "tr")).isEqualTo("trace");
        assertThat(complete(script, lock, "trace", "--ch")).isEqualTo("--changes");
        assertThat(complete(script, "do")).isEqualTo("doctor");
        Files.delete(script);
    }

    private static String complete(Path script, String... words) throws IOException, InterruptedException {
        String typed = "COMP_WORDS=(global-lock " + String.join(" ", words) + "); COMP_CWORD=" + words.length;
        return Program.run(new ProcessBuilder(
                        "bash", "-c", "source " + script + "; " + typed + "; _global_lock; echo \"${COMPREPLY[*]}\""))
                .out()
                .strip();
    }
}

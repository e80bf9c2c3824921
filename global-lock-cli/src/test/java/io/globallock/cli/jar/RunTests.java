package io.globallock.cli.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globallock.LockInspector;
import io.globallock.LockState;
import io.globallock.cli.Result;
import io.globallock.cli.ShmNames;
import io.globallock.cli.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RunTests {

    @RegisterExtension
    final ShmNames names = new ShmNames();

    @ParameterizedTest
    @CsvSource({"exit 0,0", "exit 7,7", "kill -KILL $$,137", "kill -TERM $$,143"})
    void theStatusIsTheCommands(String script, int status) throws IOException, InterruptedException {
        String lock = names.fresh();
        assertThat(Program.run(lock, "run", "--", "sh", "-c", script).status()).isEqualTo(status);
        assertThat(state(lock)).isEqualTo(LockState.FREE);
    }

    @Test
    void aCommandThatCannotRunIsAsInAShell() throws IOException, InterruptedException {
        String lock = names.fresh();
        assertThat(Program.run(lock, "run", "--", "no-such-command-at-all").status())
                .isEqualTo(127);
        assertThat(Program.run(lock, "run", "--", "/etc/passwd").status()).isEqualTo(126);
        assertThat(state(lock)).isEqualTo(LockState.FREE);
    }

    @Test
    void theCommandRunsUnderTheLockWithOurStreams() throws IOException, InterruptedException {
        String lock = names.fresh();
        Result result = Program.run(
                lock,
                "run",
                "--",
                "sh",
                "-c",
                "cat; dd if=/dev/shm/sem." + lock + " bs=4 count=1 2>/dev/null | od -An -i");
        assertThat(result.out().strip()).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void signalsReachTheCommand(String signal) throws IOException, InterruptedException {
        String lock = names.fresh();
        String script = "trap 'echo got " + signal + "; exit 9' " + signal + "; echo up; while :; do sleep 0.05; done";
        Tool.DEFAULT_SIGNALS.require();
        ProcessBuilder builder = Program.builder(lock, "run", "--", "sh", "-c", script);
        builder.command().addAll(0, List.of("env", "--default-signal=INT,TERM,HUP"));
        Process run = builder.start();
        try (BufferedReader out = run.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isEqualTo("up");
            Program.signal(signal, run.pid());
            assertThat(out.readLine()).isEqualTo("got " + signal);
            assertThat(run.waitFor()).isEqualTo(9);
        } finally {
            run.destroyForcibly();
        }
        assertThat(state(lock)).isEqualTo(LockState.FREE);
    }

    @Test
    void theCommandDiesWithRunAndTheNextClaimTakesOver() throws IOException, InterruptedException {
        Tool.SETPRIV.require();
        String lock = names.fresh();
        Process run = Program.start(lock, "run", "--", "sh", "-c", "echo $$; exec sleep 300");
        try (BufferedReader out = run.inputReader(StandardCharsets.UTF_8)) {
            ProcessHandle command =
                    ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
            assertThat(state(lock)).isEqualTo(LockState.OWNED);
            run.destroyForcibly().waitFor();
            await().atMost(Duration.ofSeconds(10)).until(() -> !command.isAlive());
            assertThat(state(lock)).isEqualTo(LockState.DEAD_OWNER);
            Result next = Program.run(lock, "run", "-t", "5", "--", "true");
            assertThat(next.status()).isZero();
            // By the claim or by the reaper beside it, whoever looked first.
            assertThat(LockInspector.inspect(lock)
                            .orElseThrow()
                            .counters()
                            .orElseThrow()
                            .takeovers())
                    .isEqualTo(1);
        }
    }

    @Test
    void reapFreesWhatADeadOwnerLeft() throws IOException, InterruptedException {
        String lock = names.fresh();
        Process holder = Program.start(lock, "get", "-a", "300");
        assertThat(holder.inputReader(StandardCharsets.UTF_8).readLine()).contains("successful (0)");
        assertThat(state(lock)).isEqualTo(LockState.OWNED);
        holder.destroyForcibly().waitFor();
        assertThat(Program.run("doctor", lock).out()).contains("global-lock reap " + lock);
        assertThat(Program.run("reap", lock, "--takeover-delay", "0").out()).contains("lock released (1)");
        assertThat(state(lock)).isEqualTo(LockState.FREE);
    }

    @Test
    void aTimedGetReleasesWhenItIsToldToEnd() throws IOException, InterruptedException {
        String lock = names.fresh();
        Process holder = Program.start(lock, "get", "-a", "300");
        assertThat(holder.inputReader(StandardCharsets.UTF_8).readLine()).contains("successful (0)");
        Program.signal("TERM", holder.pid());
        holder.waitFor();
        assertThat(state(lock)).isEqualTo(LockState.FREE);
    }

    private static LockState state(String lock) {
        return LockInspector.inspect(lock).orElseThrow().state();
    }
}

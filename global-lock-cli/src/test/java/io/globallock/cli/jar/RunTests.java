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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
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

    /** As Ubuntu's and others' services have it. */
    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "C.UTF-8"})
    void argumentsReachTheCommandByteByByte(String locale) throws IOException, InterruptedException {
        String octal = "\\303\\244 \\344\\377 \\360\\237\\222\\243";
        String jar = String.join(" ", Program.builder().command());
        for (String how : new String[] {"run", "run -m \"$text\""}) {
            ProcessBuilder shell = new ProcessBuilder(
                    "sh",
                    "-c",
                    "text=$(printf '" + octal + "'); " + jar + " " + names.fresh() + " " + how
                            + " -- printf '%s|' \"$text\" | od -An -tx1");
            shell.environment().put("LC_ALL", locale);
            assertThat(Program.run(shell).out().strip()).isEqualTo("c3 a4 20 e4 ff 20 f0 9f 92 a3 7c");
        }
    }

    @Test
    void aMessageThatIsNotAsciiIsShownInTheCLocale() throws IOException, InterruptedException {
        String jar = String.join(" ", Program.builder().command());
        String lock = names.fresh();
        ProcessBuilder utf8 = new ProcessBuilder(
                "sh",
                "-c",
                jar + " " + lock + " run -m \"$(printf 'gr\\303\\274n')\" -- " + jar + " " + lock + " state");
        utf8.environment().put("LC_ALL", "C");
        assertThat(Program.run(utf8).out()).contains("\"gr\u00fcn\"");
    }

    @Test
    void aProgramWhoseNameIsNotAsciiRuns(@TempDir Path folder) throws IOException, InterruptedException {
        String jar = String.join(" ", Program.builder().command());
        ProcessBuilder shell = new ProcessBuilder(
                "sh",
                "-c",
                "name=\"" + folder
                        + "/$(printf 'pr\\303\\274fe\\377')\"; printf 'echo \"$1\"' >\"$name\"; chmod +x \"$name\"; "
                        + jar + " " + names.fresh() + " run -- \"$name\" ran; rm \"$name\"");
        shell.environment().put("LC_ALL", "C");
        assertThat(Program.run(shell).out()).isEqualTo("ran\n");
    }

    /** A setpriv in front of PATH that knows no --pdeathsig: BusyBox's, util-linux's before 2.33. */
    @Test
    void withoutAWayToDieWithItsParentTheCommandRunsAndRunSaysSoWhenAsked(@TempDir Path folder)
            throws IOException, InterruptedException {
        tool(folder, "setpriv", "echo \"setpriv: unrecognized option '--pdeathsig'\" >&2; exit 1");
        Result quiet = Program.run(
                withTools(folder, Program.builder(names.fresh(), "run", "--", "sh", "-c", "echo ran; exit 7")));
        assertThat(quiet).isEqualTo(new Result(7, "ran\n", ""));
        Result told = Program.run(withTools(folder, Program.builder(names.fresh(), "run", "-v", "--", "true")));
        assertThat(told.status()).isZero();
        assertThat(told.err()).contains("setpriv --pdeathsig (util-linux 2.33) does not work here");
    }

    @Test
    void withoutEnvsChdirTheCommandStillDiesWithItsParent(@TempDir Path folder)
            throws IOException, InterruptedException {
        Tool.SETPRIV.require();
        tool(folder, "env", "echo \"env: unrecognized option: chdir\" >&2; exit 1");
        Result told = Program.run(withTools(folder, Program.builder(names.fresh(), "run", "-v", "--", "echo", "ran")));
        assertThat(told.out()).isEqualTo("ran\n");
        assertThat(told.err()).contains("env --chdir does not work here");
    }

    @Test
    void aProgramNamedLikeAnAssignmentRuns(@TempDir Path folder) throws IOException, InterruptedException {
        tool(folder, "a=b", "echo ran");
        assertThat(Program.run(names.fresh(), "run", "--", folder.resolve("a=b").toString())
                        .out())
                .isEqualTo("ran\n");
    }

    /** The kernel is asked for the death signal only after the JVM has started setpriv: here that takes as long as we like. */
    @Test
    void aCommandThatIsJustStartingWhenRunIsKilledDoesNotRun(@TempDir Path folder)
            throws IOException, InterruptedException {
        Tool.SETPRIV.require();
        String lock = names.fresh();
        Path go = folder.resolve("go");
        Path ran = folder.resolve("ran");
        Program.run(new ProcessBuilder("mkfifo", go.toString()));
        // Not the trial, whose command is "true".
        tool(
                folder,
                "setpriv",
                "for last; do :; done; [ \"$last\" = true ] || { : >" + folder.resolve("waits") + "; read x <" + go
                        + "; }; PATH=${PATH#*:}; exec setpriv \"$@\"");
        Process run = withTools(folder, Program.builder(lock, "run", "--", "touch", ran.toString()))
                .start();
        await().until(() -> Files.exists(folder.resolve("waits")));
        long starting = run.children().findFirst().orElseThrow().pid();
        run.destroyForcibly().waitFor();
        Files.writeString(go, "\n");
        await().until(() ->
                ProcessHandle.of(starting).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(ran).doesNotExist();
    }

    private static void tool(Path folder, String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static ProcessBuilder withTools(Path folder, ProcessBuilder builder) {
        builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        return builder;
    }

    /** However often a script tries: each process alone would watch the dead holder too briefly. */
    @Test
    void whoDoesNotWaitWaitsOutTheTakeoverDelayOfADeadHolder() throws IOException, InterruptedException {
        String lock = names.fresh();
        Process holder = Program.start(lock, "get", "-a", "300");
        assertThat(holder.inputReader(StandardCharsets.UTF_8).readLine()).contains("successful");
        assertThat(Program.run(lock, "run", "-t", "0", "--", "true").status()).isEqualTo(1);
        holder.destroyForcibly().waitFor();
        assertThat(Program.run(lock, "run", "-t", "0", "--", "echo", "ran").out())
                .isEqualTo("ran\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"USR1", "USR2", "WINCH", "CONT"})
    void otherSignalsReachTheCommandToo(String signal) throws IOException, InterruptedException {
        signalsReachTheCommand(signal);
    }

    /** The JVM would print its threads among the command's output. */
    @Test
    void aQuitSaysNothing() throws IOException, InterruptedException {
        Process run =
                Program.start(names.fresh(), "run", "--", "sh", "-c", "echo up; kill -QUIT $PPID; sleep 0.3; echo end");
        assertThat(new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("up\nend\n");
        assertThat(run.waitFor()).isZero();
    }

    /** Below JDK 20 the JVM's threads block SIGQUIT, and what they start would too. */
    @Test
    void theCommandBlocksAndIgnoresNoSignal() throws IOException, InterruptedException {
        Tool.DEFAULT_SIGNALS.require();
        ProcessBuilder builder = Program.builder(names.fresh(), "run", "--", "grep", "SigBlk", "/proc/self/status");
        builder.command().addAll(0, List.of("env", "--default-signal")); // this JVM blocks it for its own children
        assertThat(Program.run(builder).out().strip()).endsWith("0000000000000000");
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

package io.globallock.cli.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globallock.LockInspector;
import io.globallock.LockState;
import io.globallock.cli.ShmNames;
import io.globallock.cli.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** top and trace in a real terminal. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TerminalTests {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @RegisterExtension
    final ShmNames names = new ShmNames();

    @TempDir
    Path folder;

    private String lock;

    @BeforeEach
    void aLockedLock() throws IOException, InterruptedException {
        Tool.TMUX.require();
        lock = names.fresh();
        Program.run(lock, "get");
    }

    @AfterEach
    void endTmux() throws IOException, InterruptedException {
        tmux("kill-server");
    }

    private String tmux(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("tmux", "-S", folder.resolve("tmux").toString(), "-f", "/dev/null"));
        command.addAll(List.of(arguments));
        return Program.run(new ProcessBuilder(command)).out();
    }

    private void open(String line) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java") + " -jar "
                + Program.TARGET.resolve("global-lock.jar");
        tmux(
                "new-session",
                "-d",
                "-x",
                "80",
                "-y",
                "24",
                line.replace("global-lock", java) + "; echo ended $?; stty -a; sleep 100");
    }

    private void awaitScreen(String text) {
        await().atMost(PATIENCE).until(() -> tmux("capture-pane", "-p"), screen -> screen.contains(text));
    }

    /** The lock's line in top, which cuts names to 24. */
    private Pattern row() {
        return Pattern.compile(lock.substring(0, Math.min(24, lock.length())) + " +foreign +0 ");
    }

    private void awaitRow() {
        await().atMost(PATIENCE).until(() -> tmux("capture-pane", "-p"), screen -> row().matcher(screen)
                .find());
    }

    @Test
    void topFillsTheTerminalFollowsItsSizeAndEndsWithQ() throws IOException, InterruptedException {
        open("global-lock top -u 0.2");
        awaitRow();
        assertThat(tmux("capture-pane", "-p", "-e")).contains("\033[1mNAME", "\033[33m");
        assertThat(tmux("capture-pane", "-p").lines()).allMatch(line -> line.length() <= 80);
        tmux("resize-window", "-x", "40", "-y", "6");
        await().atMost(PATIENCE).until(() -> tmux("capture-pane", "-p"), screen -> screen.lines()
                .allMatch(line -> line.length() <= 40));
        awaitScreen("q quits");
        tmux("resize-window", "-x", "80", "-y", "24");
        tmux("send-keys", "q");
        awaitScreen("ended 0");
        awaitScreen(" icanon");
        assertThat(tmux("capture-pane", "-p")).contains(" echo ").doesNotContain("NAME");
    }

    @Test
    void topIsPlainWithNoColor() throws IOException, InterruptedException {
        open("NO_COLOR=1 global-lock top -u 0.2");
        awaitRow();
        assertThat(tmux("capture-pane", "-p", "-e")).doesNotContain("\033[");
    }

    @Test
    void controlCEndsTopAndGivesTheTerminalBack() throws IOException, InterruptedException {
        open("trap : INT; global-lock top -u 0.2");
        awaitScreen("q quits");
        tmux("send-keys", "C-c");
        awaitScreen("ended 130");
        awaitScreen(" icanon");
    }

    @Test
    void traceGoesOnUntilControlC() throws IOException, InterruptedException {
        open("trap : INT; global-lock " + lock + " trace -u 0.1");
        awaitScreen("<" + lock + "> is currently locked (0)");
        tmux("send-keys", "C-c");
        awaitScreen("ended 130");
    }

    @Test
    void aTypedControlCReachesTheCommandOfRunOnce() throws IOException, InterruptedException {
        String free = names.fresh();
        open(
                "trap : INT; global-lock " + free
                        + " run -- sh -c 'trap \"echo INT; got=y\" INT; echo up; while [ -z \"$got\" ]; do sleep 1; done; sleep 1; exit 4'");
        awaitScreen("up");
        tmux("send-keys", "C-c");
        awaitScreen("ended 4");
        assertThat(tmux("capture-pane", "-p").split("INT\n", -1)).hasSize(2);
    }

    /** As with flock(1): the terminal stops and continues the whole process group, and the lock is held meanwhile. */
    @Test
    void aTypedControlZStopsRunAndItsCommandAndFgContinuesBoth() throws IOException, InterruptedException {
        Tool.BASH.require();
        String free = names.fresh();
        String run =
                String.join(" ", Program.builder(free, "run", "--", "sh", "-c").command())
                        + " 'while sleep 0.2; do echo tick; done'";
        open("bash --norc -i");
        tmux("send-keys", run, "Enter");
        awaitScreen("\ntick");
        tmux("send-keys", "C-z");
        awaitScreen("Stopped");
        assertThat(LockInspector.inspect(free).orElseThrow().state()).isEqualTo(LockState.OWNED);
        tmux("send-keys", "clear", "Enter");
        await().atMost(PATIENCE).until(() -> tmux("capture-pane", "-p"), screen -> !screen.contains("Stopped"));
        tmux("send-keys", "fg", "Enter");
        awaitScreen("\ntick");
        tmux("send-keys", "C-c");
        await().atMost(PATIENCE)
                .until(() -> LockInspector.inspect(free).orElseThrow().state() == LockState.FREE);
        tmux("send-keys", "exit", "Enter");
    }

    @Test
    void withoutATerminalTopIsPrintedOnce() throws IOException, InterruptedException {
        assertThat(Program.run("top").out()).containsPattern(row()).doesNotContain("\033");
    }
}

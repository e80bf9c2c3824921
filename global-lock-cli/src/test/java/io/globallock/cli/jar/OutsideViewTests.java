package io.globallock.cli.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.cli.PythonPeer;
import io.globallock.cli.Result;
import io.globallock.cli.ShmNames;
import io.globallock.cli.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Who may not look at processes does not say that there are none. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OutsideViewTests {

    @RegisterExtension
    final ShmNames names = new ShmNames();

    @TempDir
    Path folder;

    private String lock;

    @BeforeEach
    void tools() throws IOException, InterruptedException {
        Tool.PYTHON.require();
        Tool.NOBODY.require();
        Tool.MOUNT.require();
        lock = names.fresh();
    }

    private PythonPeer holder() throws IOException {
        PythonPeer python = new PythonPeer(lock);
        assertThat(python.ask("trywait")).isEqualTo("true");
        Files.setPosixFilePermissions(ShmNames.file(lock), PosixFilePermissions.fromString("rw-------"));
        Files.setAttribute(ShmNames.file(lock), "unix:uid", 65534);
        return python;
    }

    private String asNobody(String... args) throws IOException {
        return String.join(" ", Program.asNobody(folder, args).command());
    }

    private static Result inOwnMounts(String script) throws IOException, InterruptedException {
        return Program.run(new ProcessBuilder("unshare", "--mount", "sh", "-c", script));
    }

    @Test
    void theProcessesOfAnotherUserAreCountedAsNotLookedAt() throws IOException, InterruptedException {
        try (PythonPeer python = holder()) {
            Result state = Program.run(Program.asNobody(folder, lock, "state"));
            assertThat(state.out()).containsPattern("\\d+ processes could not be looked at");
            assertThat(state.out()).doesNotContain("open in no process (", "open in no process\n");
            assertIsUnknown(Program.run(Program.asNobody(folder, lock, "state", "--json")));
            assertIsUnknown(Program.run(Program.asNobody(folder, "list", "--json")));
            assertThat(Program.run(Program.asNobody(folder, "list")).err()).contains("could not be looked at");
            assertThat(Program.run(Program.asNobody(folder, "top")).out()).contains("could not be looked at");
            Result doctor = Program.run(Program.asNobody(folder, "doctor", lock));
            assertThat(doctor.status()).isEqualTo(1);
            assertThat(doctor.out())
                    .contains("could not be looked at")
                    .doesNotContain("unget", "no process has it open");
            assertThat(python.ask("value")).isEqualTo("0");
        }
    }

    private static void assertIsUnknown(Result json) {
        assertThat(json.status()).as(json.toString()).isZero();
        assertThat(json.out())
                .contains("\"users\":null")
                .containsPattern("\"unseen\":\"[^\"]*\\d+ processes could not be looked at");
    }

    @Test
    void hiddenProcessesAreSaidToBeHidden() throws IOException, InterruptedException {
        try (PythonPeer python = holder()) {
            Result state = inOwnMounts("mount -t proc -o hidepid=2 proc /proc && exec " + asNobody(lock, "state"));
            assertThat(state.out()).contains("open in no process that can be seen", "hidepid");
            Result root = inOwnMounts("mount -t proc -o hidepid=2 proc /proc && exec "
                    + String.join(" ", Program.builder(lock, "state").command()));
            assertThat(root.out())
                    .as("nothing is hidden from root")
                    .contains("open in pid " + python.pid())
                    .doesNotContain("hidepid");
        }
    }

    @Test
    void anotherPidNamespaceIsSaidToBeOutOfSight() throws IOException, InterruptedException {
        try (PythonPeer python = holder()) {
            String jar = String.join(" ", Program.builder().command());
            Result inside = Program.run(new ProcessBuilder(
                    "unshare",
                    "--pid",
                    "--fork",
                    "--mount-proc",
                    "sh",
                    "-c",
                    jar + " " + lock + " state; " + jar + " doctor " + lock + "; " + jar + " " + lock
                            + " state --json"));
            assertThat(inside.out())
                    .contains("open in no process that can be seen (processes outside this pid namespace")
                    .contains("\"users\":null")
                    .doesNotContain("global-lock " + lock + " unget");
            assertThat(python.ask("value")).isEqualTo("0");
        }
    }

    /** As systemd's ProcSubset=pid has it. */
    @Test
    void withoutProcLocksTheDeadAreNotCalledAliveAndAreReaped() throws IOException, InterruptedException {
        Process holder = Program.start(lock, "get", "-a", "300");
        assertThat(holder.inputReader(StandardCharsets.UTF_8).readLine()).contains("successful");
        holder.destroyForcibly().waitFor();
        String jar = String.join(" ", Program.builder().command());
        Result seen = inOwnMounts(
                "mount -t proc -o subset=pid proc /proc && " + jar + " " + lock + " state && " + jar + " " + lock
                        + " state --json && " + jar + " reap --takeover-delay 0 && " + jar + " " + lock + " state");
        assertThat(seen.status()).as(seen.toString()).isZero();
        assertThat(seen.out())
                .contains(
                        "alive or dead: /proc/locks cannot be read",
                        "\"alive\":null",
                        "<" + lock + "> lock released (1)")
                .endsWith("is currently unlocked (1)\n");
    }

    /** A lock whose owner lives is not touched by a reap that cannot look from outside. */
    @Test
    void withoutProcLocksTheLivingAreLeftAlone() throws IOException, InterruptedException {
        Process holder = Program.start(lock, "get", "-a", "300");
        try {
            assertThat(holder.inputReader(StandardCharsets.UTF_8).readLine()).contains("successful");
            String jar = String.join(" ", Program.builder().command());
            Result reap = inOwnMounts(
                    "mount -t proc -o subset=pid proc /proc && " + jar + " reap --takeover-delay 0 " + lock);
            assertThat(reap).isEqualTo(new Result(0, "", ""));
            assertThat(Program.run(lock, "state").out())
                    .contains("is currently locked (0), owned by pid " + holder.pid());
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void aDeadOwnersLockThatAnotherProgramHasPostedIsUnlocked() throws IOException, InterruptedException {
        Process holder = Program.start(lock, "get", "-a", "300");
        assertThat(holder.inputReader(StandardCharsets.UTF_8).readLine()).contains("successful");
        try (PythonPeer python = new PythonPeer(lock)) {
            holder.destroyForcibly().waitFor();
            assertThat(python.ask("post")).isEqualTo("ok");
            assertThat(Program.run(lock, "state").out())
                    .contains(
                            "is currently unlocked (1), left behind by a dead owner",
                            "unlocked for it by another program");
            assertThat(Program.run(lock, "state", "--json").out()).contains("\"locked\":false,\"value\":1");
        }
    }

    @Test
    void aHolderInAnotherTimeNamespaceHeldForAnUnknownTime() throws IOException, InterruptedException {
        Tool.TIME_NAMESPACE.require();
        ProcessBuilder builder = Program.builder(lock, "get", "-a", "300");
        builder.command()
                .addAll(0, java.util.List.of("unshare", "--time", "--boottime", "86400", "--monotonic", "86400"));
        Process holder = builder.start();
        try {
            assertThat(holder.inputReader(StandardCharsets.UTF_8).readLine()).contains("successful");
            assertThat(Program.run(lock, "state").out())
                    .contains("owned by pid " + holder.pid() + " \"cli\"")
                    .doesNotContain("of another pid namespace", " for ");
            assertThat(Program.run(lock, "state", "--json").out())
                    .contains("\"heldMillis\":null")
                    .doesNotContain("\"since\":null");
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void otherProcessesAreShownByTheNameOfTheirCommandUnlessSomebodyAsks() throws IOException, InterruptedException {
        try (PythonPeer python = holder()) {
            String pid = "\"pid\":" + python.pid();
            assertThat(Program.run(lock, "state", "--json").out())
                    .containsPattern(pid + ",\"command\":\"python[0-9.]*\"")
                    .doesNotContain("peer");
            assertThat(Program.run(lock, "state", "--json", "--full").out())
                    .containsPattern(pid + ",\"command\":\"[^\"]*peer[^\"]*\\.py " + lock);
            assertThat(Program.run("doctor", lock).out()).containsPattern(python.pid() + " \\(python[0-9.]*\\)");
        }
    }
}

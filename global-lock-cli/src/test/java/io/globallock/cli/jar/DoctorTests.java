package io.globallock.cli.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.globallock.GlobalLocks;
import io.globallock.LockInfo;
import io.globallock.LockOptions;
import io.globallock.LockUsers;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What doctor finds, and that the command beside each finding mends it. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DoctorTests {

    @RegisterExtension
    final ShmNames names = new ShmNames();

    private String lock;

    @BeforeEach
    void aFreeLock() throws IOException, InterruptedException {
        lock = names.fresh();
        Program.run(lock, "get", "-a", "0.001");
        Result healthy = Program.run("doctor", lock);
        assumeThat(healthy.out())
                .as("systemd spares the semaphores of this user")
                .doesNotContain("RemoveIPC");
        assertThat(healthy.status()).as(healthy.toString()).isZero();
    }

    private Result findings(String words) throws IOException, InterruptedException {
        Result result = Program.run("doctor", lock);
        assertThat(result.status()).as(result.toString()).isEqualTo(1);
        assertThat(result.out()).contains(lock, words).hasLineCount(2);
        return result;
    }

    /** Runs the command of a single finding as a person would. */
    private Result mend(Result finding) throws IOException, InterruptedException {
        String command = finding.out().lines().skip(1).findFirst().orElseThrow().strip();
        ProcessBuilder shell = new ProcessBuilder("sh", "-ec", command);
        shell.environment().put("PATH", Program.TARGET.toAbsolutePath() + ":" + System.getenv("PATH"));
        shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
        shell.environment().put("GLOBAL_LOCK_CACHE", "off");
        Result mended = Program.run(shell);
        assertThat(mended.status()).as("%s: %s", command, mended).isZero();
        return Program.run("doctor", lock);
    }

    enum Breakage {
        OVER_POST("Its value is 2"),
        LEFT_LOCKED("no process has it open"),
        DEAD_OWNER("left behind by a dead owner"),
        OPEN_TO_ALL("Every user"),
        GROUP_READS_ONLY("may read it but not lock it"),
        STRANGE_OWNER("names an owner that cannot exist");

        final String words;

        Breakage(String words) {
            this.words = words;
        }
    }

    @ParameterizedTest
    @EnumSource
    void theCommandBesideAFindingMendsIt(Breakage breakage) throws IOException, InterruptedException {
        if (breakage == Breakage.LEFT_LOCKED) {
            assumeThatAllProcessesCanBeSeen();
        }
        Path file = ShmNames.file(lock);
        switch (breakage) {
            case OVER_POST -> word(file, 2);
            case LEFT_LOCKED -> Program.run(lock, "get");
            case DEAD_OWNER -> kill(Program.start(lock, "get", "-a", "300"));
            case OPEN_TO_ALL -> Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
            case GROUP_READS_ONLY -> Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
            case STRANGE_OWNER -> word(file, 1022L << 54);
        }
        assertThat(mend(findings(breakage.words)))
                .matches(result -> result.status() == 0 && result.out().startsWith("Healthy"), "mended");
    }

    /** Else no unget is advised; CommandsTests shows both. */
    private static void assumeThatAllProcessesCanBeSeen() {
        assumeThat(LockUsers.look().unseen()).isEmpty();
    }

    private static void word(Path file, long word) throws IOException {
        try (var channel = java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
            channel.write(java.nio.ByteBuffer.allocate(8)
                    .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                    .putLong(0, word));
        }
    }

    private static void kill(Process holder) throws IOException, InterruptedException {
        assertThat(holder.inputReader(StandardCharsets.UTF_8).readLine()).contains("successful");
        holder.destroyForcibly().waitFor();
    }

    @Test
    void aFileThatIsNoSemaphoreIsRemoved() throws IOException, InterruptedException {
        Files.write(ShmNames.file(lock), new byte[32]);
        assertThat(mend(findings("made by musl, or no semaphore")).err()).contains("there is no lock " + lock);
    }

    @Test
    void aHoldWithoutANameIsLaidToWhoHasTheSemaphoreOpen() throws IOException, InterruptedException {
        Tool.PYTHON.require();
        assumeThatAllProcessesCanBeSeen();
        try (PythonPeer python = new PythonPeer(lock)) {
            assertThat(python.ask("trywait")).isEqualTo("true");
            assertThat(mend(findings("These have it open: " + python.pid() + " ("))
                            .status())
                    .isZero();
        }
    }

    @Test
    void aStaleTextOfResourceLockIsFoundAndLeftToThoseWhoWriteIt() throws IOException, InterruptedException {
        byte[] segment = new byte[4096];
        byte[] text = "2026-01-01 00:00:00.000000 - somebody else".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, segment, 0, text.length);
        Files.write(Path.of("/dev/shm", lock), segment);
        LockOptions silent = LockOptions.defaults().withLabel("me");
        try (GlobalLocks locks = GlobalLocks.create(silent.withLockInfo(LockInfo.NEVER));
                var claim = locks.get(lock).claim()) {
            assertThat(claim.isHeld()).isTrue();
            assertThat(Program.run("doctor", lock).out())
                    .contains("it says \"2026-01-01 00:00:00.000000 - somebody else\" while \"me\" holds")
                    .doesNotContain("dd ", "rm ");
        }
        assertThat(Files.readAllBytes(Path.of("/dev/shm", lock))).isEqualTo(segment);
        try (GlobalLocks locks =
                        GlobalLocks.create(silent.withLockInfo(LockInfo.AUTO).withLabel("gr\u00fcn"));
                var claim = locks.get(lock).claim()) {
            assertThat(claim.isHeld()).isTrue();
            assertThat(Program.run("doctor", lock).out()).as("a text that fits").contains("Healthy");
        }
    }

    @Test
    void usersOfARemovedFileAreNamedWhetherThereIsANewOneOrNot() throws IOException, InterruptedException {
        Tool.PYTHON.require();
        try (PythonPeer user = new PythonPeer(lock)) {
            Files.delete(ShmNames.file(lock));
            String finding = "Process " + user.pid() + " (";
            assertThat(Program.run("doctor", lock).out()).contains(finding, "uses a semaphore " + lock);
            assertThat(Program.run("doctor").out())
                    .as("nobody knows whether it is a lock")
                    .doesNotContain(finding);
            try (PythonPeer creator = new PythonPeer(lock)) {
                assertThat(Program.run("doctor", lock).out())
                        .contains(finding)
                        .doesNotContain(Long.toString(creator.pid()));
                Files.delete(ShmNames.file(lock));
                assertThat(Program.run("doctor", lock).out())
                        .contains(finding, creator.pid() + " (", "made a semaphore whose file was removed")
                        .doesNotContain("kill");
            }
            Program.run(lock, "get", "-a", "0.001");
            assertThat(Program.run("doctor").out()).contains(finding);
            assertThat(mend(findings(finding)).out()).startsWith("Healthy");
        }
    }

    /** Python's multiprocessing.Lock unlinks its semaphore at once, and its owner is none to kill. */
    @Test
    void whoUnlinksOnPurposeIsNotToBeKilled() throws IOException, InterruptedException {
        Tool.PYTHON.require();
        Process python = new ProcessBuilder(
                        "python3", "-c", "import multiprocessing as m; l = m.Lock(); print('up', flush=True); input()")
                .start();
        try {
            assertThat(python.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("up");
            Result all = Program.run("doctor");
            assertThat(all.out()).doesNotContain("kill", Long.toString(python.pid()));
            assertThat(Program.run("doctor", lock).status()).isZero();
        } finally {
            python.destroyForcibly();
        }
    }

    /** A counter at 5, an event at 0: a command that would change them is no advice to whoever asked about the machine. */
    @Test
    void semaphoresThatAreNoLocksAreLeftAlone() throws IOException, InterruptedException {
        for (int value : new int[] {0, 5}) {
            String counter = names.fresh();
            byte[] semaphore = new byte[32];
            semaphore[0] = (byte) value;
            semaphore[8] = (byte) 128;
            Files.write(ShmNames.file(counter), semaphore);
            assertThat(Program.run("doctor").out()).doesNotContain(counter);
        }
    }

    @Test
    void aFileOfAnotherUserIsExplained(@org.junit.jupiter.api.io.TempDir Path folder)
            throws IOException, InterruptedException {
        Tool.NOBODY.require();
        Result result = Program.run(Program.asNobody(folder, "doctor", lock));
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).contains("belongs to root with mode rw-------", "sudo chgrp GROUP");
        Result all = Program.run(Program.asNobody(folder, "doctor"));
        assertThat(all.out()).doesNotContain(lock).contains("of other users were not examined");
        Result list = Program.run(Program.asNobody(folder, "list"));
        assertThat(list.out()).containsPattern("(?m)^" + lock + " +no permission");
        assertThat(list.err()).as("nor a line for each").doesNotContain(lock);
    }

    @Test
    void aFullOrMissingShmIsFoundByDoctorAndRefusedByTheOthersInOneLine() throws IOException, InterruptedException {
        Tool.MOUNT.require();
        String jar = String.join(" ", Program.builder().command());
        Result full = ownMounts("mount -t tmpfs -o size=64k tmpfs /dev/shm; "
                + "dd if=/dev/zero of=/dev/shm/filler bs=4096 2>/dev/null; " + jar + " doctor; echo $?; " + jar
                + " L get");
        assertThat(full.status()).isEqualTo(3);
        assertThat(full.out()).contains("/dev/shm is full (64 kB)", "sudo mount -o remount,size=1024k /dev/shm\n1\n");
        assertThat(full.err()).contains("ENOSPC").hasLineCount(1);
        Result missing = ownMounts("mount -t tmpfs tmpfs /dev; mknod /dev/null c 1 3; mknod /dev/urandom c 1 9; " + jar
                + " doctor L; echo $?; for line in 'L state' 'L get' 'L unget' 'L run -- true' 'L trace' list top reap; do "
                + jar + " $line; echo $?; done");
        assertThat(missing.out())
                .startsWith("/dev/shm is missing")
                .contains("sudo mkdir -p /dev/shm")
                .endsWith("1\n" + "3\n".repeat(8));
        assertThat(missing.err()).hasLineCount(8).contains("there is no /dev/shm");
    }

    @Test
    void theWayOutOfAReadOnlyOrInodelessShmIsNotItsMode() throws IOException, InterruptedException {
        Tool.MOUNT.require();
        String jar = String.join(" ", Program.builder().command());
        Result readOnly =
                ownMounts("mount -t tmpfs tmpfs /dev/shm; " + jar + " L get -a 0.001; mount -o remount,ro /dev/shm; "
                        + jar + " L get; " + jar + " M get; " + jar + " doctor L");
        assertThat(readOnly.err())
                .contains("mounted read-only", "mount -o remount,rw /dev/shm")
                .doesNotContain("0660", "1777")
                .hasLineCount(2);
        assertThat(readOnly.out()).contains("mount -o remount,rw /dev/shm").doesNotContain("chmod");
        Result noInode = ownMounts("mount -t tmpfs -o nr_inodes=2 tmpfs /dev/shm; touch /dev/shm/a; " + jar + " L get");
        assertThat(noInode.err()).contains("ENOSPC", "no inode is left").doesNotContain("is full");
    }

    private static Result ownMounts(String script) throws IOException, InterruptedException {
        return Program.run(new ProcessBuilder("unshare", "--mount", "sh", "-c", script));
    }
}

package io.globallock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.Claim;
import io.globallock.GlobalLocks;
import io.globallock.LockOptions;
import io.globallock.LockState;
import io.globallock.LockStatus;
import io.globallock.LockUser;
import io.globallock.Mechanism;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class CommandsTests {

    @RegisterExtension
    final ShmNames names = new ShmNames();

    @Test
    void aLockThatDoesNotExistIsRefusedInOneLineAndNotMade() {
        String lock = names.fresh();
        assertThat(Result.of(lock, "state"))
                .matches(result -> result.status() == ExitStatus.REFUSED)
                .matches(
                        result -> result.out().isEmpty() && result.err().lines().count() == 1)
                .matches(result -> result.err().contains("there is no lock " + lock));
        assertThat(Result.of(lock, "unget").status()).isEqualTo(ExitStatus.NO);
        assertThat(ShmNames.file(lock)).doesNotExist();
    }

    @Test
    void wrongUsageIsStatusTwoInOneLine() {
        for (String[] line :
                new String[][] {{"a/b", "state"}, {"x", "get", "-t", "soon"}, {"x"}, {"x", "y"}, {"x", "state", "--jsn"}
                }) {
            assertThat(Result.of(line))
                    .as(String.join(" ", line))
                    .matches(result -> result.status() == ExitStatus.USAGE)
                    .matches(result ->
                            result.out().isEmpty() && result.err().lines().count() == 1);
        }
    }

    @Test
    void stackTracesAreForDebugOnly() {
        String lock = names.fresh();
        assertThat(Result.of(lock, "state", "--debug").err()).contains("\tat io.globallock");
        assertThat(Result.of(lock, "state").err()).doesNotContain("\tat ");
    }

    @Test
    void theJsonHasEveryFieldOfTheContract() {
        String lock = names.fresh();
        try (GlobalLocks locks = GlobalLocks.create(LockOptions.defaults().withLabel("say \"hi\""));
                Claim claim = locks.get(lock).claim()) {
            assertThat(claim.isHeld()).isTrue();
            assertThat(Result.of(lock, "state", "--json").out())
                    .matches("\\{\"name\":\"" + lock
                            + "\",\"mechanism\":\"owned\",\"state\":\"owned\",\"locked\":true,\"value\":0,"
                            + "\"waiters\":0,\"holder\":\\{\"pid\":\\d+,\"thread\":null,\"label\":\"say \\\\\"hi\\\\\"\","
                            + "\"since\":\"[-0-9:.TZ]+\",\"heldMillis\":\\d+,\"alive\":true},\"token\":\\d{16},\"counters\":\\{\"claims\":1,"
                            + "\"takeovers\":0,\"absorbed\":0,\"forced\":0,\"lost\":0},\"lockInfo\":null,\"users\":(\\[.*]|null),"
                            + "\"unseen\":(null|\"[^\"]*\"),\"problem\":null}\n");
            assertThat(Result.of("list", "--json").out()).startsWith("[{").contains("\"name\":\"" + lock + "\"");
            assertThat(Result.of("list").out())
                    .containsPattern(lock + " +owned +0 +owned +\\d+ +\\S+ +\\S+ +say \"hi\"");
        }
    }

    @Test
    void listSaysWhyItCannotReadAFileAndGoesOn() throws IOException {
        String broken = names.fresh();
        String lock = names.fresh();
        Files.write(ShmNames.file(broken), new byte[3]);
        Result.of(lock, "get");
        Result list = Result.of("list");
        assertThat(list.status()).isEqualTo(ExitStatus.DONE);
        assertThat(list.out())
                .containsPattern("(?m)^" + broken + " +unreadable")
                .contains(lock);
        assertThat(list.err()).containsPattern("(?m)^global-lock: .*" + broken + ".*3 bytes");
    }

    @Test
    void doctorNamesWhatIsWrongWithAFile() throws IOException {
        String lock = names.fresh();
        Path file = ShmNames.file(lock);
        byte[] of32Bits = new byte[16];
        of32Bits[4] = (byte) 128;
        assertThat(doctor(lock, Files.write(file, of32Bits))).contains("32-bit", "rm -- " + file);
        assertThat(doctor(lock, Files.write(file, new byte[32]))).contains("musl", "rm -- " + file);
        assertThat(doctor(lock, Files.write(file, new byte[3]))).contains("too few", "rm -- " + file);
        Files.delete(file);
        assertThat(doctor(lock, Files.createSymbolicLink(file, Path.of("/nowhere"))))
                .contains("no regular file");
        Files.delete(file);
        Result.of(lock, "get", "-a", "0.001");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(doctor(lock, file)).contains("Every user", "chmod o-rwx " + file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.write(Path.of("/dev/shm", lock), new byte[32]);
        assertThat(doctor(lock, file)).contains("musl").doesNotContain("rm -- /dev/shm/" + lock + "\n");
    }

    private static String doctor(String lock, Path file) {
        Result result = Result.of("doctor", lock);
        assertThat(result.status()).as(result + " of " + file).isEqualTo(ExitStatus.NO);
        return result.out();
    }

    @Test
    void doctorSaysThatAHealthyLockIs() {
        String lock = names.fresh();
        Result.of(lock, "get", "-a", "0.001");
        assertThat(new LockCheck(lock, true, new Commands(false)).findings()).isEmpty();
    }

    @Test
    void doctorSeesAHoldThatNobodyHas() {
        String lock = names.fresh();
        Result.of(lock, "get");
        assertThat(new LockCheck(lock, true, new Commands(false)).findings())
                .singleElement()
                .extracting(Finding::what)
                .asString()
                .contains("It is held");
    }

    @Test
    void anUngetIsAdvisedOnlyWhereAllProcessesWereLookedAt() {
        Commands commands = new Commands(false);
        LockUser python = new LockUser(4711, "python3");
        assertThat(LockCheck.foreign(foreign(List.of(), ""), commands))
                .matches(finding -> finding.mend().equals("global-lock a unget")
                        && finding.what().contains("no process has it open"));
        assertThat(LockCheck.foreign(foreign(List.of(python), ""), commands))
                .matches(finding -> finding.mend().equals("global-lock a unget")
                        && finding.what().contains("4711 (python3)"));
        for (List<LockUser> seen : List.of(List.<LockUser>of(), List.of(python))) {
            assertThat(LockCheck.foreign(foreign(seen, "12 processes could not be looked at"), commands))
                    .matches(finding -> finding.mend().isEmpty()
                            && finding.what().contains("12 processes could not be looked at")
                            && !finding.what().contains("no process has it open"));
        }
    }

    private static LockStatus foreign(List<LockUser> users, String unseen) {
        return new LockStatus(
                "a",
                Mechanism.OWNED,
                LockState.FOREIGN,
                OptionalLong.of(0),
                0,
                0,
                0,
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                users,
                unseen.isEmpty() ? Optional.empty() : Optional.of(unseen),
                Optional.empty());
    }

    @Test
    void helpAndCompletionKnowAllOptions() {
        String help = Result.of("--help").out();
        String completion = Result.of("completion").out();
        for (Option option : Option.values()) {
            assertThat(help).contains(option.longName());
            assertThat(completion.contains(option.longName())).isTrue();
        }
        assertThat(help).contains("global-lock I2C_lock run -- i2cget -y 1 0x48");
        assertThat(completion)
                .contains("| --takeover-delay |")
                .contains("| -o | --output)")
                .doesNotContain("@VALUED@");
    }

    @Test
    void helpAboutAWordHasItsOptionsOnly() {
        String help = Result.of("help", "run").out();
        assertThat(help)
                .contains("global-lock LOCK run", "--command", "--nonblock")
                .doesNotContain("--every", "doctor");
    }

    @Test
    void whoIsNotInTimeMayEndWithAStatusOfOnesChoice() {
        String lock = names.fresh();
        assertThat(Result.of(lock, "get").status()).isZero();
        assertThat(Result.of(lock, "get", "-n").status()).isEqualTo(ExitStatus.NO);
        assertThat(Result.of(lock, "get", "-n", "-E", "75").status()).isEqualTo(75);
        assertThat(Result.of(lock, "run", "-n", "-E", "0", "--", "false").status())
                .isZero();
        assertThat(Result.of(lock, "state", "--exit-code").status()).isEqualTo(ExitStatus.NO);
        assertThat(Result.of(lock, "unget").status()).isZero();
        assertThat(Result.of(lock, "state", "--exit-code").status()).isZero();
    }

    @Test
    void anUngetMayBeMeantForOneHoldOnly() {
        String lock = names.fresh();
        Result.of(lock, "get", "-a", "0.001");
        try (GlobalLocks locks = GlobalLocks.create();
                Claim claim = locks.get(lock).claim()) {
            String other = Long.toString(claim.token() - 1);
            assertThat(Result.of(lock, "unget", "--token", other))
                    .matches(result -> result.status() == ExitStatus.NO
                            && result.out().contains("is not held with token " + other));
            assertThat(claim.isHeld()).isTrue();
            assertThat(Result.of(lock, "unget", "--token", Long.toString(claim.token()))
                            .status())
                    .isZero();
        }
    }

    /** Word for word what scripts compare that were written for it. */
    @Test
    void withCompatTheLinesAreThoseOfGlobalLockPy() {
        String lock = names.fresh();
        assertThat(Result.of("--compat", lock, "get").out()).isEqualTo("</" + lock + "> lock request successful (0)\n");
        assertThat(Result.of("--compat", lock, "state").out()).isEqualTo("</" + lock + "> is currently locked (0)\n");
        assertThat(Result.of("--compat", lock, "get", "-t", "0").out())
                .isEqualTo("</" + lock + "> lock request timed out  (0)\n");
        assertThat(Result.of("--compat", lock, "unget").out()).isEqualTo("</" + lock + "> lock released (1)\n");
        assertThat(Result.of("--compat", lock, "unget").out())
                .isEqualTo("</" + lock + "> Extraneous unget, ignored (1)\n");
        assertThat(Result.of("--compat", lock, "state").out()).isEqualTo("</" + lock + "> is currently unlocked (1)\n");
        assertThat(Result.of("--compat", "/" + lock, "get", "-a", "0.01").out())
                .isEqualTo("</" + lock + "> lock request successful (0)\nRelease lock after <0.01> sec delay\n</" + lock
                        + "> lock released (1)\n");
    }

    @Test
    void listShowsTheColumnsThatAreAskedFor() {
        String lock = names.fresh();
        try (GlobalLocks locks = GlobalLocks.create(LockOptions.defaults().withLabel("x"));
                Claim claim = locks.get(lock).claim()) {
            assertThat(claim.isHeld()).isTrue();
            String pid = Long.toString(ProcessHandle.current().pid());
            assertThat(Result.of("list", "-o", "name,holder,user,command,seconds", "--noheadings")
                            .out())
                    .containsPattern("(?m)^" + lock + " +" + pid + " +" + System.getProperty("user.name")
                            + " +java +\\d+\\.\\d{3}$")
                    .doesNotContain("NAME");
        }
        assertThat(Result.of("list", "-o", "nme"))
                .matches(result ->
                        result.status() == ExitStatus.USAGE && result.err().contains("name,state"));
    }

    @Test
    void createMakesALockWithItsModeAndSaysWhenItIsAnother() throws IOException {
        String lock = names.fresh();
        assertThat(Result.of("create", lock, "--mode", "0660"))
                .isEqualTo(new Result(ExitStatus.DONE, "<" + lock + "> created\n", ""));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ShmNames.file(lock))))
                .isEqualTo("rw-rw----");
        assertThat(Result.of("create", lock, "--mode", "660").out()).isEqualTo("<" + lock + "> exists\n");
        assertThat(Result.of("create", lock, "--mode", "0600"))
                .matches(result ->
                        result.status() == ExitStatus.REFUSED && result.err().contains("mode 0660"));
        assertThat(Result.of("create", names.fresh(), "--group", "no-such-group-anywhere")
                        .status())
                .isEqualTo(ExitStatus.REFUSED);
    }

    /** Nobody configured a mode. */
    @Test
    void whoFollowedTheAdviceToShareALockIsNotWarnedOfIt() throws IOException, InterruptedException {
        String lock = names.fresh();
        Result.of("create", lock, "--mode", "0660");
        java.io.PrintStream before = System.err;
        var log = new java.io.ByteArrayOutputStream();
        System.setErr(new java.io.PrintStream(log, true, java.nio.charset.StandardCharsets.UTF_8));
        try {
            assertThat(Result.of(lock, "get", "-a", "0.6").status()).isZero(); // two rounds of the reaper, which tells
        } finally {
            System.setErr(before);
        }
        assertThat(log.toString(java.nio.charset.StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void whatWasSaidAtAGetIsShownUntilTheUnget() throws IOException {
        String lock = names.fresh();
        Result.of(lock, "get", "-m", "nightly backup");
        assertThat(Result.of(lock, "state").out())
                .contains("is currently locked (0), left locked on purpose as \"nightly backup\" for ");
        assertThat(Result.of(lock, "state", "--json").out())
                .contains("\"label\":\"nightly backup\"", "\"state\":\"foreign\"")
                .doesNotContain("\"since\":null");
        assertThat(Result.of("list").out()).containsPattern(lock + " .* nightly backup ");
        assertThat(Result.of("top").out()).contains("nightly backup");
        assertThat(Result.of(lock, "get", "-n").out())
                .contains("timed out (0), left locked on purpose as \"nightly backup\"");
        try (GlobalLocks locks = GlobalLocks.create()) {
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> locks.get(lock).claim(java.time.Duration.ZERO))
                    .hasMessageContaining("left locked on purpose as \"nightly backup\"");
        }
        assertThat(Result.of(lock, "unget").out()).contains("was left locked on purpose as \"nightly backup\"");
        lockAsAForeignProgram(lock);
        assertThat(Result.of(lock, "state").out())
                .contains("held by a program that leaves no name")
                .doesNotContain("nightly");
    }

    private static void lockAsAForeignProgram(String lock) throws IOException {
        try (var file =
                java.nio.channels.FileChannel.open(ShmNames.file(lock), java.nio.file.StandardOpenOption.WRITE)) {
            file.write(java.nio.ByteBuffer.allocate(1), 0); // the value, from 1 to 0
        }
    }
}

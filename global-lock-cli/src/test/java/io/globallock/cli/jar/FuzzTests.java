package io.globallock.cli.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.LockInspector;
import io.globallock.LockStatus;
import io.globallock.cli.Result;
import io.globallock.cli.ShmNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Command lines and labels of random bytes: a usage error or what the documents say, never a stack trace, a command that is skipped
 * or run twice, or a value above 1. -Dglobal-lock.test.fuzz-seconds and -Dglobal-lock.test.seed repeat and lengthen it.
 */
@Timeout(value = 7200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FuzzTests {

    private static final int SECONDS = Integer.getInteger("global-lock.test.fuzz-seconds", 60);
    private static final long SEED = Long.getLong("global-lock.test.seed", System.nanoTime());
    private static final int LABEL_SIZE = 64;
    private static final Set<Integer> DOCUMENTED = Set.of(0, 1, 2, 3);

    private static final String[] PIECES = {
        "{0}",
        "{f",
        "}",
        "'",
        "\"",
        "%s",
        "%n",
        "%",
        "$(id)",
        "`id`",
        "\\",
        "\033[2J",
        "\007",
        "\n",
        "\r",
        "\t",
        "\u2028",
        "\u202e",
        "\ud83d\udca3",
        "gr\u00fcn",
        "-",
        "--",
        "=",
        ",",
        "/",
        " ",
        "-t",
        "-1",
        "1e999",
        "0x1p1",
        "1d",
        "state",
        "get",
        "run",
        "unget",
        "list",
        "help",
        "--json",
        "--get 1",
        "--no",
        "--m",
        "--mode",
        "0640",
        "-E",
        "999",
        "-o",
        "--token",
        "sem.x",
        "*",
        "x"
    };
    private static final String[] OF_LOCK = {"state", "get", "unget", "run"};
    private static final String[] OF_MACHINE = {"list", "doctor", "reap", "create", "help", "top"};

    @RegisterExtension
    final ShmNames names = new ShmNames();

    private final Random random = new Random(SEED);

    @Test
    void nothingThatAnybodyWritesSkipsACommandOrBreaksALock(@TempDir Path folder)
            throws IOException, InterruptedException {
        System.out.println("fuzz: seed " + SEED + ", " + SECONDS + " s");
        String lock = names.fresh();
        Program.run("create", lock);
        Path ran = folder.resolve("ran");
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        int rounds = 0;
        for (; System.nanoTime() < end; rounds++) {
            if (random.nextBoolean()) {
                leaveADeadHolder(lock);
                aRunGetsIn(lock, ran, rounds);
            } else {
                anyLine(lock);
            }
            LockStatus status = LockInspector.inspect(lock).orElseThrow();
            assertThat(status.value().orElse(0))
                    .as("round %d, seed %d", rounds, SEED)
                    .isLessThanOrEqualTo(1);
        }
        System.out.println("fuzz: " + rounds + " rounds");
        removeAll(lock);
        assertThat(rounds).isPositive();
    }

    private static void removeAll(String lock) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                Path.of("/dev/shm"), file -> file.getFileName().toString().startsWith("sem." + lock))) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    private void leaveADeadHolder(String lock) throws IOException, InterruptedException {
        Program.run(lock, "unget");
        Process holder = Program.start(lock, "get", "-a", "300");
        assertThat(holder.inputReader(StandardCharsets.UTF_8).readLine()).contains("successful");
        holder.destroyForcibly().waitFor();
        byte[] label = new byte[LABEL_SIZE];
        if (random.nextBoolean()) {
            random.nextBytes(label);
        } else {
            byte[] text = text().getBytes(StandardCharsets.UTF_8);
            System.arraycopy(text, 0, label, 0, Math.min(text.length, LABEL_SIZE));
        }
        StrangersLabel.write(lock, label);
    }

    /** Its command gets random arguments and is known by the last one. */
    private void aRunGetsIn(String lock, Path ran, int round) throws IOException, InterruptedException {
        Files.deleteIfExists(ran);
        // What begins with a dash may be an option, and for argparse too: then the command does not run, and rightly.
        String message = text().replaceFirst("^-", "_");
        List<String> line = new ArrayList<>(List.of(lock, "run", "--takeover-delay", "0", "-m", message, "--"));
        line.addAll(List.of("sh", "-c", "echo ran >>" + ran + "; exit 7", text(), text()));
        Result result = Program.run(line.toArray(String[]::new));
        assertThat(result.status())
                .as("round %d, seed %d, %s: %s", round, SEED, line, result)
                .isEqualTo(7);
        assertThat(ran).as("round %d, seed %d", round, SEED).hasContent("ran");
        assertTame(line, result);
    }

    private void anyLine(String lock) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        boolean ofLock = random.nextBoolean();
        String word = ofLock ? OF_LOCK[random.nextInt(OF_LOCK.length)] : OF_MACHINE[random.nextInt(OF_MACHINE.length)];
        String some = random.nextInt(4) == 0 ? lock + text() : lock; // other tests have locks of their own here
        line.addAll(
                ofLock
                        ? List.of(some, word)
                        : word.equals("create") || word.equals("reap") ? List.of(word, some) : List.of(word));
        for (int i = random.nextInt(4); i > 0; i--) {
            line.add((word.equals("create") ? lock : "") + text());
        }
        ProcessBuilder builder = Program.builder(line.toArray(String[]::new));
        builder.command().addAll(0, List.of("timeout", "-s", "KILL", "10")); // some wait for ever
        Result result = Program.run(builder);
        assertTame(line, result);
        if (result.status() != 137 && !line.contains("run") && !line.contains("-E")) {
            assertThat(DOCUMENTED).as("seed %d, %s: %s", SEED, line, result).contains(result.status());
        }
    }

    private static void assertTame(List<String> line, Result result) {
        String said = result.out() + result.err();
        assertThat(said).as("seed %d, %s", SEED, line).doesNotContain("\tat ", "unexpected", "Exception");
        assertThat(said.chars())
                .as("seed %d, %s: %s", SEED, line, said)
                .noneMatch(c -> (c < ' ' && c != '\n') || c == 0x202e || c == 0x2028);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}

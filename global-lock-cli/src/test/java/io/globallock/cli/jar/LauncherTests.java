package io.globallock.cli.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globallock.cli.Result;
import io.globallock.cli.ShmNames;
import io.globallock.cli.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The launcher says what the jar says and nothing of the JVM's, whatever becomes of its cache. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LauncherTests {

    @RegisterExtension
    final ShmNames names = new ShmNames();

    @TempDir
    Path folder;

    private String lock;
    private Result expected;

    @BeforeEach
    void aFreeLock() throws IOException, InterruptedException {
        lock = names.fresh();
        Program.run(lock, "get", "-a", "0.001");
        expected = new Result(0, "<" + lock + "> is currently unlocked (1)\n", "");
    }

    private Result state(Path launcher) throws IOException, InterruptedException {
        return launch(launcher, "state");
    }

    private Result launch(Path launcher, String word) throws IOException, InterruptedException {
        return Program.launch(Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()), launcher, lock, word);
    }

    private List<Path> caches() {
        try (Stream<Path> files = Files.list(folder.resolve("cache/global-lock"))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first use starts the making; it is over when only finished ones are there. */
    private void awaitCaches(int count) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> caches().size() == count
                        && caches().stream()
                                .allMatch(cache -> Files.exists(cache.resolve("classes.jsa"))
                                        && !cache.toString().endsWith(".making")));
    }

    @Test
    void theFirstUseMakesTheCacheAndAnotherJarAnotherOne() throws IOException, InterruptedException {
        Path launcher = Files.copy(
                Program.LAUNCHER, folder.resolve("global-lock"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Path jar = Files.copy(Program.TARGET.resolve("global-lock.jar"), folder.resolve("global-lock.jar"));
        assertThat(state(launcher)).isEqualTo(expected);
        awaitCaches(1);
        assertThat(state(launcher)).isEqualTo(expected);
        Files.setLastModifiedTime(jar, java.nio.file.attribute.FileTime.fromMillis(1_000_000_000_000L));
        assertThat(state(launcher)).isEqualTo(expected);
        awaitCaches(2);
        for (Path cache : caches()) { // what a full disk or a tidy person leaves
            cache.resolve("classes.jsa").toFile().setWritable(true);
            Files.write(cache.resolve("classes.jsa"), new byte[100]);
            Files.delete(cache.resolve("libjffi-1.2.so"));
        }
        assertThat(launch(launcher, "get").err()).isEmpty();
        assertThat(launch(launcher, "unget").err()).isEmpty();
        assertThat(state(launcher)).isEqualTo(expected);
    }

    /** Nor of its warnings about native code, of JDK 24 and later. */
    @Test
    void nothingOfTheJvmsIsSaidWithTheCacheOrWithout() throws IOException, InterruptedException {
        Result got = new Result(0, "<" + lock + "> lock request successful (0)\n", "");
        assertThat(launch(Program.LAUNCHER, "get")).isEqualTo(got);
        assertThat(launch(Program.LAUNCHER, "unget").err()).isEmpty();
        awaitCaches(1);
        assertThat(launch(Program.LAUNCHER, "get")).isEqualTo(got);
        assertThat(launch(Program.LAUNCHER, "-V").out()).matches("global-lock \\d+\\.\\d+.*\n");
    }

    @Test
    void twoFirstUsesAtOnceMakeOneCache() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Program.LAUNCHER.toString(), lock, "state");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        Process first = builder.start();
        Process second = builder.start();
        assertThat(new String(first.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(expected.out());
        assertThat(new String(second.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(expected.out());
        awaitCaches(1);
        assertThat(state(Program.LAUNCHER)).isEqualTo(expected);
    }

    @Test
    void withoutAPlaceForTheCacheAllWorks() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("cache"), "no folder");
        assertThat(state(Program.LAUNCHER)).isEqualTo(expected);
        assertThat(Program.launch(Map.of("GLOBAL_LOCK_CACHE", "off"), Program.LAUNCHER, lock, "state"))
                .isEqualTo(expected);
    }

    @Test
    void byItsOldNamesItSaysTheOldLines() throws IOException, InterruptedException {
        for (String name : new String[] {"global_lock", "global_lock.py", "resourcelock"}) {
            Path link = Files.createSymbolicLink(folder.resolve(name), Program.LAUNCHER.toAbsolutePath());
            assertThat(Program.launch(Map.of("GLOBAL_LOCK_CACHE", "off"), link, lock, "state")
                            .out())
                    .isEqualTo("</" + lock + "> is currently unlocked (1)\n");
        }
    }

    /** As root with the variables of another user: sudo -E, or a folder that somebody prepared. */
    @Test
    void nothingIsLoadedFromOrMadeInAFolderThatAnotherUserOwns() throws IOException, InterruptedException {
        Tool.NOBODY.require();
        Path foreign = Files.createDirectory(folder.resolve("cache"));
        own(foreign);
        assertThat(state(Program.LAUNCHER)).isEqualTo(expected);
        assertThat(foreign).as("nor is its owner's own cache blocked").isEmptyDirectory();
        Files.createDirectory(
                foreign.resolve("global-lock"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        assertThat(state(Program.LAUNCHER)).isEqualTo(expected);
        assertThat(foreign.resolve("global-lock"))
                .as("root's, but its owner could rename it")
                .isEmptyDirectory();
        own(foreign.resolve("global-lock"));
        assertThat(state(Program.LAUNCHER)).isEqualTo(expected);
        assertThat(foreign.resolve("global-lock")).isEmptyDirectory();
    }

    private static void own(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", 65534);
    }

    @Test
    void aFolderThatOthersMayReadOrWriteIsNotUsed() throws IOException, InterruptedException {
        for (String mode : new String[] {"rwxr-xr-x", "rwx-w----"}) {
            Path cache = folder.resolve("cache/global-lock");
            Files.createDirectories(cache);
            Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString(mode));
            assertThat(state(Program.LAUNCHER)).isEqualTo(expected);
            assertThat(cache).as(mode).isEmptyDirectory();
        }
        Files.delete(folder.resolve("cache/global-lock"));
        Files.setPosixFilePermissions(folder.resolve("cache"), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(state(Program.LAUNCHER)).isEqualTo(expected);
        assertThat(folder.resolve("cache")).isEmptyDirectory();
    }

    @Test
    void theFolderIsMadeForOneselfAlone() throws IOException, InterruptedException {
        assertThat(state(Program.LAUNCHER)).isEqualTo(expected);
        awaitCaches(1);
        assertThat(folder.resolve("cache/global-lock"))
                .satisfies(made -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                        .isEqualTo("rwx------"));
    }

    /** As a service is; before, /.cache was made. */
    @Test
    void withoutAHomeThereIsNoCache() throws IOException, InterruptedException {
        Tool.STRACE.require();
        for (String home : new String[] {"-u HOME", "HOME=", "HOME=/nowhere", "HOME=relative"}) {
            Result result = Program.launch(
                    Map.of(),
                    Path.of("/bin/sh"),
                    "-c",
                    "exec env -u XDG_CACHE_HOME " + home + " strace -f -e trace=mkdir,mkdirat -o "
                            + folder.resolve("calls") + " " + Program.LAUNCHER.toAbsolutePath() + " " + lock
                            + " state");
            assertThat(result).isEqualTo(expected);
            assertThat(folder.resolve("calls")).content().doesNotContain(".cache");
        }
    }

    @Test
    void itIsFoundThroughALinkAndPassesArgumentsOnAsTheyAre() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(folder.resolve("gl"), Program.LAUNCHER.toAbsolutePath());
        assertThat(state(link)).isEqualTo(expected);
        awaitCaches(1); // or it would still be making one when the folder is deleted
        Result echoed = Program.launch(
                Map.of("GLOBAL_LOCK_CACHE", "off"), link, lock, "run", "--", "printf", "%s|", "two words", "", "*");
        assertThat(echoed.out()).isEqualTo("two words||*|");
    }

    /** Else the first file that the JVM opens, such as the semaphore, would be its standard output. */
    @Test
    void closedStreamsAreReplaced() throws IOException, InterruptedException {
        Path descriptors = folder.resolve("descriptors");
        String script = "for i in 0 1 2; do readlink /proc/$PPID/fd/$i; done >" + descriptors;
        String launcher = Program.LAUNCHER.toAbsolutePath().toString();
        Files.writeString(folder.resolve("command"), script);
        Program.launch(
                Map.of("GLOBAL_LOCK_CACHE", "off"),
                Path.of("/bin/sh"),
                "-c",
                launcher + " " + lock + " run -- sh " + folder.resolve("command") + " <&- >&- 2>&-");
        assertThat(descriptors).hasContent("/dev/null\n/dev/null\n/dev/null");
    }

    @Test
    void withoutJavaItSaysSo() throws IOException, InterruptedException {
        Result result = Program.launch(Map.of("JAVA_HOME", "", "PATH", folder.toString()), Program.LAUNCHER, "list");
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err()).contains("there is no java").hasLineCount(1);
    }
}

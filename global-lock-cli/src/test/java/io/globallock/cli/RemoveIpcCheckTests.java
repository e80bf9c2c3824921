package io.globallock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoveIpcCheckTests {

    @TempDir
    Path root;

    /** A machine with logind, on which the user of this test is an ordinary one. */
    @BeforeEach
    void machine() throws IOException {
        Files.createDirectories(root.resolve("run/systemd/system"));
        write("run/systemd/seats/seat0", "");
        write("etc/login.defs", "SYS_UID_MAX -1\n");
        Files.createDirectories(root.resolve("proc/self"));
        assumeThat(Path.of("/proc/self")).as("Linux").exists();
    }

    private void write(String file, String content) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), content);
    }

    private boolean found() {
        return new RemoveIpcCheck(root).finding().isPresent();
    }

    @Test
    void yesIsTheDefault() {
        assertThat(new RemoveIpcCheck(root).finding())
                .get()
                .extracting(Finding::what)
                .asString()
                .contains("RemoveIPC=yes");
    }

    @Test
    void theSettingCounts() throws IOException {
        write("etc/systemd/logind.conf", "[Login]\n#RemoveIPC=yes\nRemoveIPC = no\n");
        assertThat(found()).isFalse();
    }

    @Test
    void theLastDropInWins() throws IOException {
        write("etc/systemd/logind.conf", "[Login]\nRemoveIPC=no\n");
        write("usr/lib/systemd/logind.conf.d/50-vendor.conf", "[Login]\nRemoveIPC=yes\n");
        assertThat(found()).isTrue();
        write("etc/systemd/logind.conf.d/90-mine.conf", "[Login]\nRemoveIPC=off\n");
        assertThat(found()).isFalse();
    }

    @Test
    void systemUsersAreSpared() throws IOException {
        write("etc/login.defs", "# comment\nSYS_UID_MAX\t2000000000\n");
        assertThat(found()).isFalse();
    }

    /** As packages and images leave it: folders of logind, and another init. */
    @Test
    void aMachineThatRunsNoSystemdRemovesNothing() throws IOException {
        Files.delete(root.resolve("run/systemd/system"));
        assertThat(found()).isFalse();
    }

    @Test
    void withoutLogindNobodyRemovesAnything() throws IOException {
        Files.delete(root.resolve("run/systemd/seats/seat0"));
        Files.delete(root.resolve("run/systemd/seats"));
        assertThat(found()).isFalse();
    }
}

package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globallock.peer.TestLocks;
import io.globallock.peer.Tool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The text that {@code resource_lock} of cjnfuncs keeps in the shared memory of a lock's name. */
@Timeout(60)
class LockInfoTests {

    private static final int SEGMENT = 4096; // what resource_lock creates

    @RegisterExtension
    final TestLocks testLocks = new TestLocks();

    private final String name = testLocks.name();
    private final Path segment = Path.of("/dev/shm", name);

    @BeforeAll
    static void needsSharedMemory() {
        Tool.require(Tool.SHARED_MEMORY);
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNED", "PLAIN"})
    void aClaimWritesWhenAndWho(Mechanism mechanism) throws Exception {
        Files.write(segment, new byte[SEGMENT]);
        LocalDateTime before = LocalDateTime.now(ZoneId.systemDefault());
        String text = textAfterAClaim(options(LockInfo.AUTO).withMechanism(mechanism));
        assertThat(text).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6} - weather station");
        LocalDateTime claimed =
                LocalDateTime.parse(text.substring(0, 26), DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS"));
        assertThat(Duration.between(before, claimed)).isBetween(Duration.ofMillis(-1), Duration.ofMinutes(1));
        assertThat(segment).hasSize(SEGMENT);
    }

    @Test
    void aShorterTextEndsAtItsNul() throws Exception {
        Files.writeString(segment, "x".repeat(SEGMENT));
        assertThat(textAfterAClaim(options(LockInfo.AUTO))).endsWith(" - weather station");
        assertThat(Files.readString(segment)).endsWith("xxx");
    }

    @Test
    void whatIsNotAsciiIsReplaced() throws Exception {
        Files.write(segment, new byte[SEGMENT]);
        assertThat(textAfterAClaim(options(LockInfo.AUTO).withLabel("B\u00fcro")))
                .endsWith(" - B?ro");
    }

    @Test
    void nothingIsWrittenBeyondAShortSegment() throws Exception {
        Files.writeString(segment, "y".repeat(20));
        assertThat(textAfterAClaim(options(LockInfo.AUTO)))
                .hasSize(19)
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        assertThat(segment).hasSize(20);

        Files.write(segment, new byte[1]);
        assertThat(textAfterAClaim(options(LockInfo.AUTO))).isEmpty();
        assertThat(segment).hasSize(1);
    }

    @Test
    void anEmptySegmentIsLeftAlone() throws Exception {
        Files.write(segment, new byte[0]);
        try (GlobalLocks locks = GlobalLocks.create(options(LockInfo.ALWAYS))) {
            assertThat(locks.get(name).claim().release()).isTrue();
            assertThat(locks.get(name).status().lockInfo()).isEmpty();
        }
        assertThat(segment).isEmptyFile();
    }

    @Test
    void autoCreatesNoSegmentButFindsOneThatAppears() throws Exception {
        try (GlobalLocks locks = GlobalLocks.create(options(LockInfo.AUTO))) {
            GlobalLock lock = locks.get(name);
            assertThat(lock.claim().release()).isTrue();
            assertThat(segment).doesNotExist();
            assertThat(lock.status().lockInfo()).isEmpty();

            Files.write(segment, new byte[SEGMENT]);
            await().until(() ->
                    lock.claim().release() && lock.status().lockInfo().isPresent());
            assertThat(lock.status().lockInfo().orElseThrow()).endsWith(" - weather station");

            Files.delete(segment);
            await().until(() -> lock.status().lockInfo().isEmpty());
            assertThat(lock.claim().release()).isTrue();
            assertThat(segment).doesNotExist();
        }
    }

    @Test
    void alwaysCreatesTheSegment() throws Exception {
        assertThat(textAfterAClaim(options(LockInfo.ALWAYS))).endsWith(" - weather station");
        assertThat(segment).hasSize(SEGMENT);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(segment)))
                .isEqualTo("rw-------");
    }

    @Test
    void neverLeavesTheSegmentAloneAndAStatusReadsIt() throws Exception {
        byte[] before = new byte[64];
        byte[] text = "2026-01-02 03:04:05.000006 - python\u0007".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, before, 0, text.length);
        Files.write(segment, before);
        try (GlobalLocks locks = GlobalLocks.create(options(LockInfo.NEVER))) {
            GlobalLock lock = locks.get(name);
            assertThat(lock.claim().release()).isTrue();
            assertThat(lock.status().lockInfo()).hasValue("2026-01-02 03:04:05.000006 - python?");
            assertThat(LockInspector.inspect(name).orElseThrow().lockInfo())
                    .isEqualTo(lock.status().lockInfo());
        }
        assertThat(segment).hasBinaryContent(before);
    }

    @ParameterizedTest
    @EnumSource
    void aSymbolicLinkIsNeverFollowed(LockInfo when) throws Exception {
        Path precious = Files.writeString(Path.of("/dev/shm", testLocks.name()), "precious data");
        Files.createSymbolicLink(segment, precious);
        try (GlobalLocks locks = GlobalLocks.create(options(when))) {
            GlobalLock lock = locks.get(name);
            assertThat(lock.claim().release()).isTrue();
            assertThat(lock.status().lockInfo()).isEmpty();
        }
        assertThat(precious).hasContent("precious data");
        assertThat(segment).isSymbolicLink();
    }

    @Test
    void aLockInsideTheJvmWritesNothing() throws Exception {
        Files.write(segment, new byte[SEGMENT]);
        assertThat(textAfterAClaim(options(LockInfo.ALWAYS).withMechanism(Mechanism.LOCAL)))
                .isEmpty();
    }

    private static LockOptions options(LockInfo when) {
        return LockOptions.defaults().withLockInfo(when).withLabel("weather station");
    }

    /** What stands in the segment up to its NUL, while the lock is held and afterwards. */
    private String textAfterAClaim(LockOptions options) throws Exception {
        try (GlobalLocks locks = GlobalLocks.create(options)) {
            GlobalLock lock = locks.get(name);
            Claim claim = lock.claim();
            String text = text();
            assertThat(lock.status().lockInfo().orElse("")).isEqualTo(text);
            assertThat(claim.release()).isTrue();
            assertThat(text()).as("it stays after the release").isEqualTo(text);
            return text;
        }
    }

    private String text() throws Exception {
        String all = Files.readString(segment, StandardCharsets.US_ASCII);
        assertThat(all).contains("\0");
        return all.substring(0, all.indexOf('\0'));
    }
}

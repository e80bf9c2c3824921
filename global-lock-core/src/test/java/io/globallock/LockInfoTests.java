package io.globallock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.globallock.peer.TestLocks;
import io.globallock.peer.Tool;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

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
        String longer = "2026-01-02 03:04:05.000006 - a B\u00fcro of a longer name\0";
        Files.write(segment, segment(longer));
        assertThat(textAfterAClaim(options(LockInfo.AUTO))).endsWith(" - weather station");
        assertThat(Files.readString(segment)).contains("station\0").contains("name\0");
        assertThat(textAfterAClaim(options(LockInfo.AUTO).withLabel("x")))
                .as("it is still recognised")
                .endsWith(" - x");
    }

    @Test
    void whatIsNotAsciiIsReplaced() throws Exception {
        Files.write(segment, new byte[SEGMENT]);
        assertThat(textAfterAClaim(options(LockInfo.AUTO).withLabel("B\u00fcro")))
                .endsWith(" - B?ro");
    }

    @Test
    void controlCharactersOfALabelAreReplacedSoThatTheTextIsRecognisedAgain() throws Exception {
        Files.write(segment, new byte[SEGMENT]);
        LockOptions options = options(LockInfo.AUTO).withLabel("two\nlines\0\t");
        assertThat(textAfterAClaim(options)).endsWith(" - two?lines??");
        assertThat(textAfterAClaim(options)).endsWith(" - two?lines??");
    }

    @Test
    void aTextThatWasBlankedIsWrittenAgain() throws Exception {
        byte[] blanked = segment("2026-01-02 03:04:05.000006 - python\0");
        blanked[0] = 0; // printf '\0' | dd conv=notrunc
        Files.write(segment, blanked);
        assertThat(textAfterAClaim(options(LockInfo.AUTO))).endsWith(" - weather station");
    }

    /** What a program may keep in the memory that the lock of its name protects, and other things that are called so. */
    static Stream<Arguments> whatIsNotResourceLocks() {
        byte[] sensor = new byte[SEGMENT];
        ByteBuffer.wrap(sensor).putDouble(0, 21.5).putLong(512, 7);
        byte[] behind = new byte[SEGMENT];
        behind[4000] = 1;
        byte[] semaphore = new byte[SEGMENT];
        semaphore[0] = 1;
        semaphore[8] = (byte) 128;
        byte[] locked = semaphore.clone();
        locked[0] = 0;
        byte[] binaryTail = segment("2026-01-02 03:04:05.000006 - python\0");
        binaryTail[100] = 3;
        byte[] endless = new byte[SEGMENT];
        Arrays.fill(endless, (byte) 'x');
        byte[] start = "2026-01-02 03:04:05 - ".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(start, 0, endless, 0, start.length);
        return Stream.of(
                arguments("an array of sensor values", sensor, "content"),
                arguments("zeros with one value far behind", behind, "content"),
                arguments("a semaphore of a page", semaphore, "content"),
                arguments("a locked semaphore of a page", locked, "content"),
                arguments("another text", segment("temperature 21.5\0"), "content"),
                arguments("the text with something behind it", binaryTail, "content"),
                arguments("the text without an end", endless, "content"),
                arguments("a C semaphore", Arrays.copyOf(semaphore, 32), "has 32 bytes"),
                arguments("a locked semaphore of musl", new byte[32], "has 32 bytes"),
                arguments("a small zero", new byte[8], "has 8 bytes"),
                arguments("one byte", new byte[1], "has 1 bytes"),
                arguments("nothing", new byte[0], "has 0 bytes"),
                arguments("a page too much", new byte[2 * SEGMENT], "has 8192 bytes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatIsNotResourceLocks(String what, byte[] before, String reason) throws Exception {
        Files.write(segment, before);
        assertIsLeftAlone(options(LockInfo.AUTO).withMechanism(Mechanism.OWNED), reason);
        assertThat(segment).hasBinaryContent(before);
        assertIsLeftAlone(options(LockInfo.ALWAYS).withMechanism(Mechanism.PLAIN), reason);
        assertThat(segment).hasBinaryContent(before);
    }

    private void assertIsLeftAlone(LockOptions options, String reason) {
        RecordedEvents events = new RecordedEvents();
        try (GlobalLocks locks = GlobalLocks.create(options)) {
            locks.addListener(events);
            GlobalLock lock = locks.get(name);
            assertThat(lock.claim().release()).isTrue();
            assertThat(lock.status().problem().orElseThrow())
                    .contains("lock-info is not written to " + segment, reason);
            await().until(() -> events.words().stream().anyMatch(word -> word.contains(reason)));
        }
    }

    @Test
    void aSegmentThatTurnsIntoSomethingElseIsNotWrittenAnyMore() throws Exception {
        Files.write(segment, new byte[SEGMENT]);
        try (GlobalLocks locks = GlobalLocks.create(options(LockInfo.AUTO))) {
            GlobalLock lock = locks.get(name);
            assertThat(lock.claim().release()).isTrue();
            byte[] data = new byte[SEGMENT];
            data[7] = 42;
            Files.write(segment, data); // the same file, as a program does that has it mapped
            assertThat(lock.claim().release()).isTrue();
            assertThat(segment).hasBinaryContent(data);
            assertThat(lock.status().problem().orElseThrow()).contains("content");

            Files.write(segment, new byte[SEGMENT]);
            assertThat(lock.claim().release()).isTrue();
            assertThat(lock.status().problem()).isEmpty();
            assertThat(lock.status().lockInfo().orElseThrow()).endsWith(" - weather station");
        }
    }

    @Test
    void aSegmentThatIsTruncatedWhileItIsUsedHarmsNobody() throws Exception {
        Files.write(segment, new byte[SEGMENT]);
        try (GlobalLocks locks = GlobalLocks.create(options(LockInfo.AUTO))) {
            GlobalLock lock = locks.get(name);
            assertThat(lock.claim().release()).isTrue();
            try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
                file.truncate(0);
            }
            for (int i = 0; i < 20_000; i++) { // compiled, too
                assertThat(lock.claim().release()).isTrue();
            }
            assertThat(lock.status().lockInfo()).isEmpty();
            assertThat(lock.status().problem().orElseThrow()).contains("has 0 bytes");
        }
        assertThat(segment).isEmptyFile();
    }

    @Test
    void aSegmentOfAnotherModeOwnerOrNameIsLeftAlone() throws Exception {
        byte[] empty = new byte[SEGMENT];
        Files.write(segment, empty);
        Files.setPosixFilePermissions(segment, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertIsLeftAlone(options(LockInfo.AUTO), "its mode 0666 lets others write");

        Files.setPosixFilePermissions(segment, PosixFilePermissions.fromString("rw-------"));
        Path link = Path.of("/dev/shm", testLocks.name());
        Files.createLink(link, segment);
        assertIsLeftAlone(options(LockInfo.ALWAYS), "no regular file of one name");
        Files.delete(link);

        if ((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0) {
            Files.setAttribute(segment, "unix:uid", 65534);
            assertIsLeftAlone(options(LockInfo.AUTO), "belongs to uid 65534");
            assertThat(segment).hasBinaryContent(empty);
            assertThat(textAfterAClaim(options(LockInfo.AUTO).withTrustedUsers(Set.of("65534"))))
                    .endsWith(" - weather station");
        } else {
            assertThat(segment).hasBinaryContent(empty);
        }
    }

    @Test
    void aPipeIsNeverWaitedFor() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", segment.toString()).start().waitFor())
                .isZero();
        assertIsLeftAlone(options(LockInfo.ALWAYS), "no regular file");
    }

    @Test
    void byDefaultNothingIsWritten() throws Exception {
        byte[] empty = new byte[SEGMENT];
        Files.write(segment, empty);
        try (GlobalLocks locks = GlobalLocks.create()) {
            assertThat(locks.get(name).claim().release()).isTrue();
        }
        assertThat(segment).hasBinaryContent(empty);
    }

    private static byte[] segment(String text) {
        return Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), SEGMENT);
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
    void theSegmentIsForThoseWhoMayUseTheLock() throws Exception {
        assertThat(textAfterAClaim(options(LockInfo.ALWAYS).withMode(0660))).endsWith(" - weather station");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(segment)))
                .isEqualTo("rw-rw----");
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
        String all = Files.readString(segment, StandardCharsets.ISO_8859_1);
        assertThat(all).contains("\0");
        return all.substring(0, all.indexOf('\0'));
    }
}

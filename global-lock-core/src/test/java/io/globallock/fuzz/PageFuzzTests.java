package io.globallock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.GlobalLockException;
import io.globallock.GlobalLocks;
import io.globallock.LockInspector;
import io.globallock.LockOptions;
import io.globallock.Mechanism;
import io.globallock.peer.Canary;
import io.globallock.peer.LockPeer;
import io.globallock.peer.Peer;
import io.globallock.peer.TestLocks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Junk in the page that two JVMs share while they have the lock open. */
class PageFuzzTests {

    private static final String NAME = "gl-fuzz-page-" + ProcessHandle.current().pid();
    private static final Path FILE = TestLocks.semaphore(NAME);
    private static final Path BESIDE = TestLocks.semaphore(NAME + "-beside");
    private static final byte[] PATTERN = new byte[4096];

    /** Where glibc's constant is, and from where on the library's own words; all else nobody writes. */
    private static final int GLIBC = 8;

    private static final int TOKEN = 16;
    private static final int RECORD_END = 240;

    private static GlobalLocks locks;
    private static GlobalLock lock;
    private static Canary canary;
    private static Peer peer;

    /** Eight bytes of junk and where. */
    record Junk(int offset, long value) {}

    @BeforeContainer
    static void open() throws IOException {
        Arrays.fill(PATTERN, (byte) 0xA5);
        Files.write(BESIDE, PATTERN);
        locks = GlobalLocks.create(
                LockOptions.defaults().withMechanism(Mechanism.OWNED).withTakeoverDelay(Duration.ZERO));
        lock = locks.get(NAME);
        canary = Canary.create();
        peer = LockPeer.start(NAME, Mechanism.OWNED, Duration.ZERO, canary, 0).awaitReady();
        assertThat(peer.ask("open")).isEqualTo("ok");
    }

    @AfterContainer
    static void close() throws Exception {
        peer.close();
        canary.close();
        locks.close();
        Files.delete(FILE);
        Files.delete(BESIDE);
    }

    @Property
    void junkEndsNoJvmChangesNoForeignByteAndAfterAForceEverybodyGetsIn(
            @ForAll("junk") Junk junk, @ForAll boolean holding) throws IOException {
        Claim claim = holding ? lock.claim(Duration.ofSeconds(5)) : null;
        write(junk);
        byte[] before = foreign();

        useAsFarAsItGoes();
        if (claim != null) {
            release(claim);
        }
        assertThat(foreign()).as("bytes that are nobody's to write").isEqualTo(before);

        write(new Junk(GLIBC, 128));
        lock.forceRelease("fuzzed");
        assertThat(peer.ask("claim 2000")).as("the other JVM").isEqualTo("true");
        assertThat(peer.ask("release")).isEqualTo("true");
        try (Claim again = lock.claim(Duration.ofSeconds(2))) {
            assertThat(again.isHeld()).isTrue();
        }
        assertThat(Files.readAllBytes(BESIDE)).isEqualTo(PATTERN);
    }

    /** Each may refuse, with an exception that its documentation names. */
    private static void useAsFarAsItGoes() {
        orRefused(lock::status);
        orRefused(lock::holder);
        orRefused(lock::value);
        orRefused(() -> LockInspector.inspect(NAME));
        orRefused(() -> lock.tryClaim(Duration.ofMillis(1)).ifPresent(PageFuzzTests::release));
    }

    private static void orRefused(Runnable call) {
        try {
            call.run();
        } catch (GlobalLockException e) {
            assertThat(e).hasMessageContaining(NAME);
        }
    }

    private static void release(Claim claim) {
        claim.release();
        assertThat(claim.isHeld()).isFalse();
    }

    private static void write(Junk junk) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        try (FileChannel file = FileChannel.open(FILE, StandardOpenOption.WRITE)) {
            file.write(bytes.putLong(0, junk.value()), junk.offset());
        }
    }

    /** All bytes that are not the word, the token, or the library's words. */
    private static byte[] foreign() throws IOException {
        byte[] page = Files.readAllBytes(FILE);
        Arrays.fill(page, 0, GLIBC, (byte) 0);
        Arrays.fill(page, TOKEN, RECORD_END, (byte) 0);
        return page;
    }

    @Provide
    static Arbitrary<Junk> junk() {
        Arbitrary<Integer> anywhere = Arbitraries.integers().between(0, 511).map(i -> i * 8);
        Arbitrary<Integer> places =
                Arbitraries.of(0, 0, 0, 0, 8, 16, 24, 32, 40, 72, 128, 136, 144, 152, 160, 168, 224);
        Arbitrary<Long> values = Arbitraries.oneOf(
                Arbitraries.longs(), Arbitraries.of(0L, 1L, 2L, -1L, Long.MIN_VALUE, Long.MAX_VALUE), words());
        return Combinators.combine(Arbitraries.oneOf(places, places, anywhere), values)
                .as(Junk::new);
    }

    /** Words that could be one: an owner, waiters, the mark, a value. */
    private static Arbitrary<Long> words() {
        return Combinators.combine(
                        Arbitraries.oneOf(
                                Arbitraries.of(0, 1, 2, 3, 1000, 1001, 1023),
                                Arbitraries.integers().between(0, 1023)),
                        Arbitraries.oneOf(
                                Arbitraries.just(0), Arbitraries.integers().between(0, 0x3fffff)),
                        Arbitraries.of(0L, 1L),
                        Arbitraries.oneOf(
                                Arbitraries.of(0, 1, 2), Arbitraries.integers().between(0, Integer.MAX_VALUE)))
                .as((owner, waiters, mark, value) -> (long) owner << 54 | (long) waiters << 32 | mark << 31 | value);
    }
}

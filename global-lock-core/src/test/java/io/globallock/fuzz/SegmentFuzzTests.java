package io.globallock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.LockInfo;
import io.globallock.LockOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterTry;

/** A file of any size and content where resource_lock's segment would be: only what is of its form is written. */
class SegmentFuzzTests {

    private static final String NAME =
            "gl-fuzz-segment-" + ProcessHandle.current().pid();
    private static final Path SEGMENT = Path.of("/dev/shm", NAME);

    @AfterTry
    void removeSegment() throws IOException {
        Files.deleteIfExists(SEGMENT);
    }

    @AfterContainer
    static void removeLock() throws IOException {
        Files.deleteIfExists(Path.of("/dev/shm", "sem." + NAME));
    }

    @Property
    void whatIsNotOfItsFormStaysAsItIs(@ForAll("foreign") byte[] content, @ForAll LockInfo when) throws IOException {
        Files.write(SEGMENT, content);
        try (GlobalLocks locks = GlobalLocks.create(LockOptions.defaults().withLockInfo(when))) {
            GlobalLock lock = locks.get(NAME);
            try (Claim claim = lock.claim(Duration.ofSeconds(2))) {
                lock.status();
                assertThat(claim.isHeld()).isTrue();
            }
        }
        assertThat(Files.readAllBytes(SEGMENT)).isEqualTo(content);
    }

    /** Never resource_lock's: that is 4096 bytes, all NUL or text and a NUL and then only NULs. */
    @Provide
    static Arbitrary<byte[]> foreign() {
        Arbitrary<byte[]> anySize =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(5000).filter(SegmentFuzzTests::isForeign);
        Arbitrary<byte[]> itsSize =
                Arbitraries.bytes().array(byte[].class).ofSize(4096).filter(SegmentFuzzTests::isForeign);
        Arbitrary<byte[]> semaphore = Arbitraries.integers().between(0, 1).map(value -> {
            byte[] bytes = new byte[32];
            bytes[0] = value.byteValue();
            bytes[8] = (byte) 128;
            return bytes;
        });
        return Arbitraries.oneOf(anySize, itsSize, semaphore);
    }

    private static boolean isForeign(byte[] bytes) {
        return bytes.length != 4096 || bytes[4095] != 0;
    }
}

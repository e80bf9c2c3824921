package io.globallock;

import io.globallock.posix.ResourceLockSegment;
import io.globallock.posix.SemaphoreName;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text that {@code resource_lock} of cjnfuncs keeps in the shared memory of the lock's name ({@code /dev/shm/NAME}): when it was
 * claimed and by whom, ASCII, ended by a NUL. It stays after the release, as there. It decides nothing: missing or unreadable, it is
 * left out, and where it may not be written {@link #problem()} says why.
 */
final class LockInfoText {

    private final SemaphoreName name;
    private final @Nullable ResourceLockSegment
            segment; // null: never written; used by the opener, the holder and the reaper
    private @Nullable String uncreated; // why; the opener's and the reaper's only
    private Optional<String> told = Optional.empty(); // the reaper's only
    private volatile boolean present;
    private volatile @Nullable String problem;

    private LockInfoText(SemaphoreName name, @Nullable ResourceLockSegment segment) {
        this.name = name;
        this.segment = segment;
    }

    static LockInfoText of(String name, Mechanism mechanism, LockOptions options) {
        SemaphoreName semaphore = SemaphoreName.of(name);
        boolean shared = mechanism == Mechanism.OWNED || mechanism == Mechanism.PLAIN;
        boolean writes = shared && options.lockInfo() != LockInfo.NEVER && ResourceLockSegment.isSupported();
        LockInfoText text =
                new LockInfoText(semaphore, writes ? new ResourceLockSegment(semaphore, options.permissions()) : null);
        if (text.segment != null && options.lockInfo() == LockInfo.ALWAYS) {
            text.uncreated = text.segment.create().orElse(null);
        }
        text.look();
        return text;
    }

    /** Finds the segment if it has appeared, and whether it may be written. */
    void look() {
        ResourceLockSegment segment = this.segment;
        if (segment != null) {
            synchronized (segment) {
                present = segment.exists();
                problem = present ? segment.refusal().orElse(null) : uncreated;
            }
        }
    }

    /** Writes who claimed just now, where a segment is. The caller holds the lock. */
    void write(GatedLock lock, Thread claimer) {
        ResourceLockSegment segment = this.segment;
        if (segment == null || !present) {
            return;
        }
        String text = Pattern.TIME.format(LocalDateTime.now(ZoneId.systemDefault())) + " - " + lock.label(claimer);
        synchronized (segment) {
            problem = segment.write(printable(text).getBytes(StandardCharsets.US_ASCII))
                    .orElse(null);
        }
    }

    /** What is no ASCII becomes a question mark when it is encoded. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /** The text, if there is a segment that may be read. */
    Optional<String> read() {
        return ResourceLockSegment.read(name);
    }

    /** Why the text is not written although it should be, as of the last look or claim; null if it is, or is not asked for. */
    @Nullable
    String problem() {
        return problem;
    }

    /** As {@link #problem()}, each only once. The reaper's. */
    Optional<String> newProblem() {
        Optional<String> now = Optional.ofNullable(problem);
        Optional<String> fresh = now.equals(told) ? Optional.empty() : now;
        told = now;
        return fresh;
    }

    /** Loaded when something is written: a mere look should start quickly. */
    private static final class Pattern {
        static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");
    }
}

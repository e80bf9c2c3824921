package io.globallock.spring.actuate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.globallock.Holder;
import io.globallock.LockCounters;
import io.globallock.LockStatus;
import io.globallock.LockUser;
import io.globallock.spring.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A lock as the endpoint shows it: the command line's fields, and what this JVM met. Absent facts are null.
 *
 * @param name the semaphore's name without the slash
 * @param mechanism owned, plain, local or single
 * @param state free, owned, dead-owner, foreign, overposted, retired or corrupt
 * @param locked whether a claim would have to wait
 * @param value the semaphore's value
 * @param waiters processes registered as waiting plus threads of this JVM that queue
 * @param holder who holds it
 * @param token the latest fencing token
 * @param counters the semaphore's history, over all processes
 * @param lockInfo the text of resource_lock's shared memory
 * @param users who has the semaphore mapped; looked up for a foreign hold only; null: none was seen, and not all could be looked at
 * @param unseen why there may be other users than those; null: all processes of the machine were looked at, or nobody was looked for
 * @param problem why the lock cannot be trusted, or what an operator should know
 * @param contention what the threads of this JVM met, times in microseconds
 */
@JsonInclude
public record GlobalLockDescriptor(
        String name,
        String mechanism,
        String state,
        boolean locked,
        @Nullable Long value,
        int waiters,
        @Nullable HolderDescriptor holder,
        @Nullable Long token,
        @Nullable CountersDescriptor counters,
        @Nullable String lockInfo,
        @Nullable List<UserDescriptor> users,
        @Nullable String unseen,
        @Nullable String problem,
        Contention contention)
        implements OperationResponseBody {

    static GlobalLockDescriptor of(LockStatus status, Contention contention) {
        return new GlobalLockDescriptor(
                status.name(),
                word(status.mechanism()),
                word(status.state()),
                status.locked(),
                orNull(status.value()),
                status.waiters(),
                status.holder().map(HolderDescriptor::of).orElse(null),
                orNull(status.token()),
                status.counters().map(CountersDescriptor::of).orElse(null),
                status.lockInfo().orElse(null),
                status.users().isEmpty() && status.unseen().isPresent()
                        ? null
                        : status.users().stream().map(UserDescriptor::of).toList(),
                status.unseen().orElse(null),
                status.problem().orElse(null),
                contention);
    }

    /** An enum constant as users write it: {@code dead-owner}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable Long orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    /**
     * Who holds the lock.
     *
     * @param pid the process, in its own pid namespace's numbers
     * @param thread the thread's name, where this JVM holds the lock
     * @param label what the holder calls itself
     * @param since when it claimed
     * @param heldMillis for how long, in milliseconds
     * @param alive false: the process is gone
     */
    @JsonInclude
    public record HolderDescriptor(
            @Nullable Long pid,
            @Nullable String thread,
            @Nullable String label,
            @Nullable Instant since,
            @Nullable Long heldMillis,
            @Nullable Boolean alive) {

        static HolderDescriptor of(Holder holder) {
            Optional<Long> heldMillis = holder.held().map(Duration::toMillis);
            return new HolderDescriptor(
                    orNull(holder.pid()),
                    holder.thread().orElse(null),
                    holder.label().orElse(null),
                    holder.since().orElse(null),
                    heldMillis.orElse(null),
                    holder.alive().orElse(null));
        }
    }

    /**
     * The semaphore's history, over all processes that know the owned mechanism.
     *
     * @param claims successful claims
     * @param takeovers holds of dead processes that were taken over
     * @param absorbed posts too many that were removed
     * @param forced forced releases
     * @param lost claims that had been forced out at their release
     */
    public record CountersDescriptor(long claims, long takeovers, long absorbed, long forced, long lost) {

        static CountersDescriptor of(LockCounters counters) {
            return new CountersDescriptor(
                    counters.claims(), counters.takeovers(), counters.absorbed(), counters.forced(), counters.lost());
        }
    }

    /**
     * A process that has the semaphore mapped.
     *
     * @param pid the process
     * @param command the name of its program; its arguments, which may hold secrets, are left out. Empty where it may not be read
     */
    public record UserDescriptor(long pid, String command) {

        static UserDescriptor of(LockUser user) {
            return new UserDescriptor(user.pid(), program(user.command()));
        }

        private static String program(String commandLine) {
            String first = commandLine.strip().split("\\s", 2)[0];
            return Printable.of(first.substring(first.lastIndexOf('/') + 1));
        }
    }
}

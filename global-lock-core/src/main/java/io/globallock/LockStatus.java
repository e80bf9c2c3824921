package io.globallock;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a lock. Taking one never waits for the lock, and it may be out of date when it is read.
 *
 * @param name the lock's name without the leading slash
 * @param mechanism what the lock is made of
 * @param state what it is doing
 * @param value the semaphore's value: 0 locked, 1 free, more: posted too often; for a lock without a semaphore 0 or 1; empty
 *     where the system cannot tell (macOS)
 * @param waiters processes registered as waiting plus threads of this JVM that queue
 * @param queued threads of this JVM that queue for the lock
 * @param depth claims that the holding thread of this JVM has nested, 0 if this JVM does not hold it
 * @param holder who holds it; empty if free
 * @param token the latest fencing token; empty for mechanisms without tokens
 * @param counters the semaphore's history; empty where none is kept
 * @param lockInfo the text of {@code resource_lock}'s shared memory, if there is such a segment
 * @param users who has the semaphore mapped: looked up only for a foreign hold, where it is the best hint there is
 * @param unseen why there may be other users than those, for people; empty if all processes of the machine were looked at, and
 *     where nobody was looked for
 * @param problem why the lock cannot be trusted, or what an operator should know; empty if all is well
 */
public record LockStatus(
        String name,
        Mechanism mechanism,
        LockState state,
        OptionalLong value,
        int waiters,
        int queued,
        int depth,
        Optional<Holder> holder,
        OptionalLong token,
        Optional<LockCounters> counters,
        Optional<String> lockInfo,
        List<LockUser> users,
        Optional<String> unseen,
        Optional<String> problem) {

    public LockStatus {
        users = List.copyOf(users);
    }

    /** Of a lock whose users all were seen, or were not looked for. */
    public LockStatus(
            String name,
            Mechanism mechanism,
            LockState state,
            OptionalLong value,
            int waiters,
            int queued,
            int depth,
            Optional<Holder> holder,
            OptionalLong token,
            Optional<LockCounters> counters,
            Optional<String> lockInfo,
            List<LockUser> users,
            Optional<String> problem) {
        this(
                name,
                mechanism,
                state,
                value,
                waiters,
                queued,
                depth,
                holder,
                token,
                counters,
                lockInfo,
                users,
                Optional.empty(),
                problem);
    }

    /** Whether a claim would have to wait. Behind a dead owner it need not if another program has posted for the dead. */
    public boolean locked() {
        return switch (state) {
            case FREE, OVERPOSTED -> false;
            case DEAD_OWNER -> value.orElse(0) == 0;
            case OWNED, FOREIGN, RETIRED, CORRUPT -> true;
        };
    }

    /** This status, with a problem that is told if nothing worse is known. */
    LockStatus orProblem(@Nullable String other) {
        return other == null || problem.isPresent()
                ? this
                : new LockStatus(
                        name,
                        mechanism,
                        state,
                        value,
                        waiters,
                        queued,
                        depth,
                        holder,
                        token,
                        counters,
                        lockInfo,
                        users,
                        unseen,
                        Optional.of(other));
    }
}

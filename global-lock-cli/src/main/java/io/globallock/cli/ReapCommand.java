package io.globallock.cli;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.Holder;
import io.globallock.LockInspector;
import io.globallock.LockState;
import io.globallock.LockStatus;
import io.globallock.LockUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code reap}: frees the locks of dead owners, for machines where only programs wait that cannot do it themselves. It claims
 * such a lock, which takes it over, and releases it.
 */
final class ReapCommand {

    /** For the claim behind the takeover delay: another process may be taking the lock over at the same time. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Arguments arguments;
    private final Console console;

    private ReapCommand(Arguments arguments, Console console) {
        this.arguments = arguments;
        this.console = console;
    }

    static int run(Arguments arguments, Console console) {
        Semaphores.checkShm();
        ReapCommand reap = new ReapCommand(arguments, console);
        if (!arguments.has(Option.EVERY)) {
            arguments.locks().forEach(Semaphores::existing); // a misspelt name frees nothing for ever
            reap.round();
            return ExitStatus.DONE;
        }
        Duration every = arguments.duration(Option.EVERY, 1);
        do {
            reap.round();
        } while (!console.isClosed() && Pause.forTime(every));
        return ExitStatus.DONE;
    }

    private void round() {
        List<String> names = arguments.locks().isEmpty() ? LockInspector.names() : arguments.locks();
        for (String name : names) {
            try {
                Optional<LockStatus> seen = LockInspector.inspect(name);
                if (seen.isPresent() && mayBeDead(seen.get())) {
                    free(seen.get());
                }
            } catch (LockUnavailableException e) {
                if (!arguments.locks().isEmpty()) {
                    throw e;
                }
                // Among all semaphores of the machine there may be some that are not ours to read.
            }
        }
    }

    /** Where /proc/locks cannot be read a look from outside does not tell, and whoever takes part must be asked. */
    private static boolean mayBeDead(LockStatus seen) {
        return seen.state() == LockState.DEAD_OWNER
                || (seen.state() == LockState.OWNED
                        && seen.holder().flatMap(Holder::alive).isEmpty());
    }

    private void free(LockStatus seen) {
        try (GlobalLocks locks = GlobalLocks.create(Opening.ofLock(seen.name(), arguments, "reap"))) {
            GlobalLock lock = locks.get(seen.name());
            LockStatus dead = lock.status();
            if (dead.state() != LockState.DEAD_OWNER) {
                return; // it lives after all, or somebody was faster
            }
            Duration wait = arguments.duration(Option.TAKEOVER_DELAY, 1).plus(PATIENCE);
            Optional<Claim> claim = lock.tryClaim(wait);
            StringBuilder text = new StringBuilder("<").append(dead.name()).append('>');
            if (claim.isPresent()) {
                claim.get().release();
                StatusText.appendHolder(text.append(" lock released (1)"), ", was ", dead);
            } else {
                text.append(" was taken by somebody else meanwhile");
            }
            console.say(text);
        }
    }
}

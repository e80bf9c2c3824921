package io.globallock.cli;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code LOCK get}: claims the lock. With {@code -a} it stays and releases after that time, or when it is told to end. Without, it
 * leaves the lock locked, as a hold of no process: nobody takes it over, an unget ends it.
 */
final class GetCommand {

    static final String LABEL = "cli";

    private GetCommand() {}

    static int run(Arguments arguments, Console console) {
        Answers answers = Answers.of(arguments);
        Duration hold = arguments.duration(Option.AUTO_UNGET, 0);
        try (GlobalLocks locks = GlobalLocks.create(Opening.options(arguments, LABEL))) {
            GlobalLock lock = locks.get(arguments.lock());
            // Detached: the thread that releases it at the end of the JVM is another one.
            Optional<Claim> claim = lock.tryClaimDetached(arguments.timeout());
            if (claim.isEmpty()) {
                console.say(answers.timedOut(lock.status()));
                return arguments.conflict();
            }
            for (String line : answers.successful(lock.name(), hold, arguments.text(Option.AUTO_UNGET, "0"))
                    .split("\n", -1)) {
                console.say(line);
            }
            if (console.lost() != null) {
                claim.get().release(); // who is told that it failed must not leave it locked
                return ExitStatus.REFUSED;
            }
            if (hold.isZero()) {
                claim.get().leaveLocked();
            } else {
                holdFor(hold, claim.get(), answers, console);
            }
            return ExitStatus.DONE;
        }
    }

    private static void holdFor(Duration hold, Claim claim, Answers answers, Console console) {
        Thread atEnd = new Thread(claim::release, "release at the end");
        Runtime.getRuntime().addShutdownHook(atEnd);
        Pause.forTime(hold);
        boolean released = claim.release();
        try {
            Runtime.getRuntime().removeShutdownHook(atEnd);
        } catch (IllegalStateException e) {
            return; // the end has come just now, and whoever was first has released it
        }
        console.say(
                released
                        ? answers.released(claim.lock().name())
                        : "<" + claim.lock().name() + "> had been released by force before");
    }
}

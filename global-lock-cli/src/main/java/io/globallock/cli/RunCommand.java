package io.globallock.cli;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import java.util.Optional;

/** {@code LOCK run -- COMMAND ARG...}: claims the lock, runs the command, releases the lock however the command ends. */
final class RunCommand {

    private RunCommand() {}

    static int run(Arguments arguments, Console console) {
        String label = arguments.text(Option.LINE, String.join(" ", arguments.command()));
        try (GlobalLocks locks = GlobalLocks.create(Opening.options(arguments, label))) {
            GlobalLock lock = locks.get(arguments.lock());
            Child child = new Child(arguments.command(), console); // tries its tools while we claim
            Optional<Claim> claimed = lock.tryClaim(arguments.timeout());
            if (claimed.isEmpty()) {
                console.complain(StatusText.timedOut(lock.status()).toString());
                return arguments.conflict();
            }
            Claim claim = claimed.get();
            int status;
            try {
                status = child.run();
            } finally {
                if (!claim.release()) {
                    console.complain("the lock " + lock.name() + " was taken away by force while the command ran");
                }
            }
            return status;
        }
    }
}

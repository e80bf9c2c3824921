package io.globallock.cli;

import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.LockInspector;
import io.globallock.LockState;
import io.globallock.LockStatus;
import java.util.Optional;

/** {@code LOCK unget}: frees the lock, whoever holds it. Does not create it, and loads no native code where it is free. */
final class UngetCommand {

    private UngetCommand() {}

    static int run(Arguments arguments, Console console) {
        Optional<LockStatus> before = LockInspector.inspect(arguments.lock());
        if (before.isEmpty() || before.get().state() == LockState.FREE) {
            Semaphores.checkShm();
            return extraneous(Semaphores.bare(arguments.lock()), console);
        }
        try (GlobalLocks locks = GlobalLocks.create(Opening.options(arguments, GetCommand.LABEL))) {
            GlobalLock lock = locks.get(arguments.lock());
            if (!lock.forceRelease(arguments.text(Option.MESSAGE, "unget on the command line"))) {
                return extraneous(lock.name(), console);
            }
            StringBuilder text = new StringBuilder("<").append(lock.name()).append("> lock released (1)");
            StatusText.appendHolder(text, ", was ", before.get());
            console.say(text);
            return ExitStatus.DONE;
        }
    }

    private static int extraneous(String lock, Console console) {
        console.say("<" + lock + "> Extraneous unget, ignored (1)");
        return ExitStatus.NO;
    }
}

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
        Answers answers = Answers.of(arguments);
        Optional<LockStatus> before = LockInspector.inspect(arguments.lock());
        if (before.isEmpty() || before.get().state() == LockState.FREE) {
            Semaphores.checkShm();
            return extraneous(Semaphores.bare(arguments.lock()), answers, console);
        }
        try (GlobalLocks locks = GlobalLocks.create(Opening.options(arguments, GetCommand.LABEL))) {
            GlobalLock lock = locks.get(arguments.lock());
            String reason = arguments.text(Option.MESSAGE, "unget on the command line");
            if (arguments.has(Option.TOKEN)) {
                long token = arguments.number(Option.TOKEN, 0, Long.MAX_VALUE);
                if (!lock.forceRelease(reason, token)) {
                    console.say("<" + lock.name() + "> is not held with token " + token + ", nothing changed");
                    return ExitStatus.NO;
                }
            } else if (!lock.forceRelease(reason)) {
                return extraneous(lock.name(), answers, console);
            }
            console.say(answers.released(lock.name(), before.get()));
            return ExitStatus.DONE;
        }
    }

    private static int extraneous(String lock, Answers answers, Console console) {
        console.say(answers.extraneous(lock));
        return ExitStatus.NO;
    }
}

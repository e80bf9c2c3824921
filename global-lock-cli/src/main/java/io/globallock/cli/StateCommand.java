package io.globallock.cli;

import io.globallock.LockStatus;

/** {@code LOCK state}: one line, or the status as JSON. Reads the file and nothing else: no native code, no trace. */
final class StateCommand {

    private StateCommand() {}

    static int run(Arguments arguments, Console console) {
        LockStatus status = Semaphores.existing(arguments.lock());
        if (arguments.has(Option.JSON)) {
            StatusJson.print(status, Commands.of(arguments), console);
        } else {
            console.say(Answers.of(arguments).state(status));
        }
        return arguments.has(Option.EXIT_CODE) && status.locked() ? ExitStatus.NO : ExitStatus.DONE;
    }
}

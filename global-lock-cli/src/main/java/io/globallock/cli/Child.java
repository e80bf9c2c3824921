package io.globallock.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A command that runs as a child with our standard streams, and is killed when this JVM is: see {@link EndWithParent}. That holds
 * for the command itself, not for what the command starts, and not for set-uid programs (prctl(2), PR_SET_PDEATHSIG).
 */
final class Child {

    private final List<String> command;
    private final Console console;
    private final EndWithParent end;

    /** By the thread that will call {@link #run}: the kernel sends the death signal when the thread that started the child ends. */
    Child(List<String> command, Console console) {
        this.command = command;
        this.console = console;
        Libc.watchChildren();
        this.end = EndWithParent.tryOut();
    }

    /** Its exit status as a shell has it: 128 + N after signal N, 127 if there is no such command, 126 if it cannot be run. */
    int run() {
        String program = command.get(0);
        switch (CommandFile.of(RawArguments.bytes(program))) {
            case MISSING -> {
                console.complain(program + ": no such command");
                return ExitStatus.NOT_FOUND;
            }
            case UNFIT -> {
                console.complain(program + ": cannot be run");
                return ExitStatus.CANNOT_RUN;
            }
            case RUNNABLE -> {}
        }
        List<byte[]> whole = new ArrayList<>();
        for (String word : end.prefix(program)) {
            whole.add(RawArguments.bytes(word));
        }
        for (String word : command) {
            whole.add(RawArguments.bytes(word));
        }
        try (ForwardedSignals signals = ForwardedSignals.install()) {
            int pid = Spawn.start(whole, false);
            signals.sendTo(pid);
            Libc.awaitEnd(pid);
            signals.stop();
            return Libc.reap(pid);
        } catch (IOException e) {
            console.complain(program + ": " + e.getMessage());
            return ExitStatus.CANNOT_RUN;
        }
    }
}

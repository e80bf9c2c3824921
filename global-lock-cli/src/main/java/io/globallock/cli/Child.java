package io.globallock.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that runs as a child with our standard streams. It is killed when this JVM is: the lock is then anybody's, and the
 * command must not go on without it. {@code setpriv --pdeathsig} does that, where util-linux 2.33 or later is installed; it holds
 * for the command itself, not for what the command starts, and not for set-uid programs (prctl(2), PR_SET_PDEATHSIG).
 */
final class Child {

    private static final List<String> DIE_WITH_PARENT = List.of("setpriv", "--pdeathsig", "KILL", "--");

    private final List<String> command;
    private final Console console;

    Child(List<String> command, Console console) {
        this.command = command;
        this.console = console;
    }

    /** Its exit status as a shell has it: 128 + N after signal N, 127 if there is no such command, 126 if it cannot be run. */
    int run() {
        String program = command.get(0);
        @Nullable Path file = find(program);
        if (file == null || !Files.isExecutable(file) || Files.isDirectory(file)) {
            boolean missing = file == null || !Files.exists(file);
            console.complain(program + (missing ? ": no such command" : ": cannot be run"));
            return missing ? ExitStatus.NOT_FOUND : ExitStatus.CANNOT_RUN;
        }
        List<String> whole = new ArrayList<>();
        if (find(DIE_WITH_PARENT.get(0)) != null) {
            whole.addAll(DIE_WITH_PARENT);
        }
        whole.addAll(command);
        try (ForwardedSignals signals = ForwardedSignals.install()) {
            // By this thread: the kernel sends the death signal when the thread that started the child ends, and this
            // one waits.
            Process process = new ProcessBuilder(whole).inheritIO().start();
            signals.sendTo(process);
            return await(process);
        } catch (IOException e) {
            console.complain(program + ": " + e.getMessage());
            return ExitStatus.CANNOT_RUN;
        }
    }

    private static int await(Process process) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor();
                } catch (InterruptedException e) {
                    interrupted = true; // the command runs under the lock: nothing ends that but its end
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Where the program is, as execvp(3) looks for it: the first that can be run, else the first that exists. */
    private static @Nullable Path find(String program) {
        if (program.contains("/")) {
            return Path.of(program);
        }
        Path found = null;
        for (String directory :
                System.getenv().getOrDefault("PATH", "/bin:/usr/bin").split(File.pathSeparator, -1)) {
            Path candidate = Path.of(directory, program);
            if (Files.isRegularFile(candidate)) {
                if (Files.isExecutable(candidate)) {
                    return candidate;
                }
                found = found == null ? candidate : found;
            }
        }
        return found;
    }
}

package io.globallock.cli;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands in front of a command so that it is killed when this JVM is: the lock is then anybody's, and the command must not
 * go on without it.
 *
 * <p>{@code setpriv --pdeathsig} (util-linux 2.33) asks the kernel for that, from its own start on. A JVM that died before would
 * not be noticed, so {@code env --chdir} (coreutils 8.28) then goes to the directory of the thread that started it, in which it
 * is anyway: a way that exists only while that thread does. It runs the command only if it gets there. What the tools here
 * cannot do is found out by trying.
 */
final class EndWithParent {

    private static final Logger LOG = System.getLogger("io.globallock.cli");
    private static final List<String> DIE = List.of("setpriv", "--pdeathsig", "KILL", "--");

    private final List<String> check;
    private final int both;

    private EndWithParent(List<String> check, int both) {
        this.check = check;
        this.both = both;
    }

    /** Begins to try the tools; to be called by the thread that will start the command. */
    static EndWithParent tryOut() {
        List<String> check = new ArrayList<>(DIE);
        check.addAll(List.of("env", "--chdir=/proc/" + thisThread() + "/cwd"));
        return new EndWithParent(check, start(check));
    }

    /** What to put in front of the command; empty if nothing does it here. */
    List<String> prefix(String program) {
        if (ended(both) == 0 && program.indexOf('=') < 0) { // env would take it for a variable
            return check;
        }
        if (ended(start(DIE)) == 0) {
            LOG.log(
                    Level.DEBUG,
                    "env --chdir does not work here: if this process is killed in the first milliseconds, the command goes"
                            + " on without the lock");
            return DIE;
        }
        LOG.log(
                Level.DEBUG,
                "setpriv --pdeathsig (util-linux 2.33) does not work here: if this process is killed, the command goes on"
                        + " without the lock");
        return List.of();
    }

    private static String thisThread() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/thread-self")).toString();
        } catch (IOException e) {
            return "none"; // no /proc: the trial fails
        }
    }

    private static int start(List<String> prefix) {
        List<byte[]> command = new ArrayList<>();
        for (String word : prefix) {
            command.add(word.getBytes(StandardCharsets.US_ASCII));
        }
        command.add("true".getBytes(StandardCharsets.US_ASCII));
        try {
            return Spawn.start(command, true);
        } catch (IOException e) {
            return -1; // there is no setpriv
        }
    }

    private static int ended(int pid) {
        return pid < 0 ? -1 : Libc.reap(pid);
    }
}

package io.globallock.posix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** When a process started: with its pid the identity that a pid alone is not. */
public final class ProcessStart {

    private static final int FIELD = 22; // starttime, proc_pid_stat(5)

    private ProcessStart() {}

    /** Clock ticks from boot to the start of the process with this pid here; 0 if there is none or it cannot be told. */
    public static long of(long pid) {
        return of(Long.toString(pid));
    }

    /** By /proc/self, not by pid: with a pid namespace of its own and the /proc of another, the numbers do not match. */
    static long ofThisProcess() {
        return of("self");
    }

    /** Whether a process that has no start here may be there all the same. */
    public static boolean mayBeHidden() {
        return ProcessSight.othersAreHidden();
    }

    private static long of(String process) {
        try {
            // The second field is the command in parentheses and may hold spaces and parentheses itself.
            String stat = Files.readString(Path.of("/proc", process, "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", FIELD);
            return Long.parseLong(fields[FIELD - 3]);
        } catch (IOException | RuntimeException e) {
            return 0; // no such process, or no /proc
        }
    }
}

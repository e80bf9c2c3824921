package io.globallock.cli;

import io.globallock.LockInspector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code doctor [LOCK]}: examines the machine and one lock or all, and names for each finding the command that mends it. */
final class DoctorCommand {

    private DoctorCommand() {}

    static int run(Arguments arguments, Console console) {
        List<Finding> findings = new ArrayList<>(new MachineCheck(Path.of("/")).findings());
        boolean all = arguments.locks().isEmpty();
        List<String> names = all ? LockInspector.names() : List.of(Semaphores.bare(arguments.lock()));
        for (String name : names) {
            if (!all && !Files.exists(Path.of("/dev/shm", name))) { // else it may be musl's file
                Semaphores.checkShm();
                refuseMissing(name);
            }
            findings.addAll(new LockCheck(name).findings());
        }
        for (Finding finding : findings) {
            console.say(finding.what());
            console.say("    " + finding.mend());
        }
        if (findings.isEmpty()) {
            console.say(
                    all
                            ? "Healthy: the machine and " + names.size() + " semaphores in /dev/shm."
                            : "Healthy: " + StatusText.line(Semaphores.existing(names.get(0))));
        }
        return findings.isEmpty() ? ExitStatus.DONE : ExitStatus.NO;
    }

    private static void refuseMissing(String name) {
        if (!Files.exists(Semaphores.file(name), java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            Semaphores.existing(name); // says what to do
        }
    }
}

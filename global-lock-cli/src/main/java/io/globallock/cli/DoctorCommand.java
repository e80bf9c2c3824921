package io.globallock.cli;

import io.globallock.LockInspector;
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
            findings.addAll(new LockCheck(name).findings());
        }
        UnlinkedCheck unlinked = new UnlinkedCheck(LockInspector.unlinkedUsers());
        findings.addAll(all ? unlinked.findings() : unlinked.findings(names.get(0)));
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
}

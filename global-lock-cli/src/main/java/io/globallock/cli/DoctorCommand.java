package io.globallock.cli;

import io.globallock.LockInspector;
import io.globallock.LockUsers;
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
        Commands commands = Commands.of(arguments);
        for (String name : names) {
            findings.addAll(new LockCheck(name, !all, commands).findings());
        }
        UnlinkedCheck unlinked = new UnlinkedCheck(LockUsers.look().unlinked(), commands);
        findings.addAll(all ? unlinked.findings() : unlinked.findings(names.get(0)));
        for (Finding finding : findings) {
            console.say(finding.what());
            if (!finding.mend().isEmpty()) {
                console.say("    " + finding.mend());
            }
        }
        if (!all && !Files.exists(Semaphores.file(names.get(0)))) {
            unlinked.notes().forEach(console::say);
        }
        long denied = names.stream().filter(Complaint::isDenied).count();
        if (findings.isEmpty()) {
            console.say(
                    all
                            ? "Healthy: the machine and " + (names.size() - denied)
                                    + (names.size() - denied == 1 ? " semaphore" : " semaphores") + " in /dev/shm"
                                    + (denied == 0 ? "." : "; " + denied + " of other users were not examined.")
                            : "Healthy: " + StatusText.line(Semaphores.existing(names.get(0))));
        }
        return findings.isEmpty() ? ExitStatus.DONE : ExitStatus.NO;
    }
}

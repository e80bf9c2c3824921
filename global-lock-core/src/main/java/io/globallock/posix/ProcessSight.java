package io.globallock.posix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.StringJoiner;

/** Which processes of the machine this one may look at: a container, another user's, hidepid. */
final class ProcessSight {

    /** PROC_PID_INIT_INO of linux/proc_ns.h: the machine's own pid namespace, from which all others are seen. */
    private static final String WHOLE_MACHINE = "pid:[4026531836]";

    private static final long CAP_SYS_PTRACE = 1L << 19; // linux/capability.h

    private static final long PF_KTHREAD = 0x20_0000; // linux/sched.h

    private ProcessSight() {}

    /**
     * What is kept from this process, for people; empty if nothing is.
     *
     * @param denied how many processes are listed but may not be looked at
     */
    static Optional<String> limits(int denied) {
        StringJoiner limits = new StringJoiner("; ").setEmptyValue("");
        if (!Files.exists(Path.of("/proc/self"))) {
            return Optional.of("no process could be looked at: there is no /proc");
        }
        if (denied > 0) {
            limits.add(denied + (denied == 1 ? " process" : " processes") + " could not be looked at");
        }
        if (othersAreHidden()) {
            limits.add("processes of other users are hidden (hidepid)");
        }
        if (!isWholeMachine()) {
            limits.add("processes outside this pid namespace cannot be seen");
        }
        return limits.length() == 0 ? Optional.empty() : Optional.of(limits.toString());
    }

    /** Whether there is such a process and it can have mapped anything: no thread of the kernel, not ended, though perhaps a zombie. */
    static boolean hasMemory(long pid) {
        String stat = text("/proc/" + pid + "/stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", 8);
        if (fields.length < 8) {
            return Files.exists(Path.of("/proc", Long.toString(pid))); // it may not even be asked
        }
        try {
            return !fields[0].equals("Z")
                    && (Long.parseLong(fields[6]) & PF_KTHREAD) == 0; // fields 3 and 9, proc_pid_stat(5)
        } catch (NumberFormatException e) {
            return true;
        }
    }

    /** Whether processes may be missing in /proc that are there. */
    static boolean othersAreHidden() {
        String mounts = text("/proc/self/mounts");
        int at = mounts.indexOf("hidepid=");
        while (at >= 0) {
            String line = mounts.substring(mounts.lastIndexOf('\n', at) + 1, end(mounts, at, '\n'));
            String value =
                    mounts.substring(at + "hidepid=".length(), Math.min(end(mounts, at, ','), end(mounts, at, ' ')));
            if (line.contains(" /proc proc ") && !value.equals("0") && !value.equals("off")) {
                return !maySeeAll(line);
            }
            at = mounts.indexOf("hidepid=", at + 1);
        }
        return false;
    }

    private static int end(String text, int from, char stop) {
        int end = text.indexOf(stop, from);
        return end < 0 ? text.length() : end;
    }

    /** With the capability, or as a member of the group that the mount option gid= names, proc(5). */
    private static boolean maySeeAll(String mount) {
        String status = text("/proc/self/status");
        String capabilities = field(status, "CapEff:");
        try {
            if ((Long.parseUnsignedLong(capabilities, 16) & CAP_SYS_PTRACE) != 0) {
                return true;
            }
        } catch (NumberFormatException e) {
            return false; // not to be read: then nothing is known
        }
        int at = mount.indexOf("gid=");
        if (at < 0) {
            return false;
        }
        String gid = mount.substring(at + "gid=".length(), Math.min(end(mount, at, ','), end(mount, at, ' ')));
        return (" " + field(status, "Groups:") + " ").contains(" " + gid + " ");
    }

    private static String field(String status, String name) {
        int at = status.indexOf("\n" + name);
        return at < 0
                ? ""
                : status.substring(at + 1 + name.length(), end(status, at + 1, '\n'))
                        .strip();
    }

    private static boolean isWholeMachine() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
                    .toString()
                    .equals(WHOLE_MACHINE);
        } catch (IOException e) {
            return false; // a /proc of another namespace, or none of Linux's
        }
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}

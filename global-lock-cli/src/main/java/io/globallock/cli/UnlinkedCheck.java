package io.globallock.cli;

import io.globallock.LockUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Processes that go on with a semaphore whose file was unlinked, while others make a new one of that name.
 *
 * @param users by the name under which they mapped it
 */
record UnlinkedCheck(Map<String, List<LockUser>> users) {

    /** glibc makes a semaphore under such a name, and the process that made it keeps that name in its maps for ever. */
    private static final Pattern TEMPORARY = Pattern.compile("[0-9A-Za-z]{6}");

    /** Of all names. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        users.forEach((name, of) -> of.forEach(user -> findings.add(finding(name, user))));
        return findings;
    }

    /** Of one name; with those that made a semaphore, which may have been this one. */
    List<Finding> findings(String lock) {
        List<Finding> findings = new ArrayList<>();
        users.forEach((name, of) -> {
            if (name.equals(lock) || isTemporary(name)) {
                of.forEach(user -> findings.add(finding(name, user)));
            }
        });
        return findings;
    }

    private static Finding finding(String name, LockUser user) {
        String whose = isTemporary(name) ? "made a semaphore" : "uses a semaphore " + name;
        return new Finding(
                "Process " + user.pid() + " (" + user.command() + ") " + whose
                        + " whose file was removed since: it and those that open the name anew do not exclude each other."
                        + " End it and start it again.",
                "kill " + user.pid());
    }

    private static boolean isTemporary(String name) {
        return TEMPORARY.matcher(name).matches();
    }
}

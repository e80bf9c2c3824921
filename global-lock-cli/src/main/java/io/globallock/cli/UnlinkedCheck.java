package io.globallock.cli;

import io.globallock.LockInspector;
import io.globallock.LockStatus;
import io.globallock.LockUnavailableException;
import io.globallock.LockUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Processes that go on with a semaphore whose file was unlinked, while others make a new one of that name. Many programs unlink
 * theirs on purpose and at once, Python's multiprocessing among them: that is nothing wrong, and no reason to end them.
 *
 * @param users by the name under which they mapped it
 * @param commands how to show theirs
 */
record UnlinkedCheck(Map<String, List<LockUser>> users, Commands commands) {

    /** glibc makes a semaphore under such a name, and the process that made it keeps that name in its maps for ever. */
    private static final Pattern TEMPORARY = Pattern.compile("[0-9A-Za-z]{6}");

    /** Of the locks of this library that there are anew. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        users.forEach((name, of) -> {
            if (isOurs(name)) {
                of.forEach(user -> findings.add(finding(name, user)));
            }
        });
        return findings;
    }

    /** Of one lock that somebody asks about. */
    List<Finding> findings(String lock) {
        List<Finding> findings = new ArrayList<>();
        for (LockUser user : users.getOrDefault(lock, List.of())) {
            findings.add(finding(lock, user));
        }
        return findings;
    }

    /** Of those whose name nobody can tell any more. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        users.forEach((name, of) -> {
            if (TEMPORARY.matcher(name).matches()) {
                notes.add(
                        "Note: " + commands.listed(of)
                                + " made a semaphore whose file was removed since, perhaps on purpose. If it was this lock, start it again.");
            }
        });
        return notes;
    }

    private Finding finding(String name, LockUser user) {
        return new Finding(
                "Process " + commands.listed(List.of(user)) + " uses a semaphore " + name
                        + " whose file was removed since: it and those that open the name anew do not exclude each other."
                        + " End it and start it again.",
                isOurs(name) ? "kill " + user.pid() : "");
    }

    /** Whether a lock of this library has that name now. */
    private static boolean isOurs(String name) {
        try {
            return LockInspector.inspect(name).flatMap(LockStatus::counters).isPresent();
        } catch (IllegalArgumentException | LockUnavailableException e) {
            return false;
        }
    }
}

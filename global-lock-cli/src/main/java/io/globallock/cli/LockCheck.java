package io.globallock.cli;

import io.globallock.LockInspector;
import io.globallock.LockState;
import io.globallock.LockStatus;
import io.globallock.LockUnavailableException;
import io.globallock.LockUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong with one lock. */
final class LockCheck {

    /** How long a hold without a name must last to be worth a word: a look from outside cannot tell one hold from the next. */
    private static final Duration FOREIGN_PATIENCE = Duration.ofMillis(500);

    private final String name;
    private final String quoted;
    private final List<Finding> findings = new ArrayList<>();

    LockCheck(String name) {
        this.name = name;
        this.quoted = Shell.quote(name);
    }

    List<Finding> findings() {
        new FileCheck(name).findings(findings);
        if (findings.isEmpty()) {
            try {
                LockInspector.inspect(name).ifPresent(this::checkStatus);
            } catch (LockUnavailableException e) {
                add(
                        Complaint.of(e),
                        "rm -- " + Shell.quote(Semaphores.file(name).toString()));
            }
        }
        return findings;
    }

    private void add(String what, String mend) {
        findings.add(new Finding(name + ": " + what, mend));
    }

    private void checkStatus(LockStatus status) {
        StringBuilder holder = new StringBuilder();
        StatusText.appendHolder(holder, "", status);
        switch (status.state()) {
            case FREE -> {}
            case OWNED -> checkText(status);
            case DEAD_OWNER ->
                add(
                        "It is " + holder
                                + ". A Java program that claims it takes it over; other programs wait for ever.",
                        "global-lock reap " + quoted);
            case OVERPOSTED ->
                add(
                        "Its value is " + StatusText.value(status)
                                + ": somebody posted it without holding it, and as many"
                                + " programs get in at once. A claim and release of ours mends it.",
                        "global-lock " + quoted + " run -- true");
            case FOREIGN -> checkForeign();
            case RETIRED ->
                add(
                        "Its file was given up and yet has the name.",
                        "rm -- " + Shell.quote(Semaphores.file(name).toString()));
            case CORRUPT ->
                add(
                        "Its word names an owner that cannot exist: some program wrote into the file.",
                        "global-lock " + quoted + " unget");
        }
    }

    private void checkForeign() {
        Pause.forTime(FOREIGN_PATIENCE);
        Optional<LockStatus> again = LockInspector.inspect(name).filter(status -> status.state() == LockState.FOREIGN);
        if (again.isEmpty()) {
            return;
        }
        List<LockUser> users = again.get().users();
        if (users.isEmpty()) {
            add(
                    "It is held and no process has it open: whoever took it has ended, or left it locked on purpose"
                            + " (global-lock " + name + " get). Nobody but an unget frees it.",
                    "global-lock " + quoted + " unget");
            return;
        }
        StringBuilder who = new StringBuilder();
        for (LockUser user : users) {
            who.append(who.length() == 0 ? "" : ", ")
                    .append(user.pid())
                    .append(" (")
                    .append(user.command())
                    .append(')');
        }
        add(
                "It is held by a program that leaves no name. These have it open: " + who
                        + ". If none of them is at work with it, free it.",
                "global-lock " + quoted + " unget");
    }

    /** resource_lock's text is written by whoever claims; one that does not is shown as the holder before it. */
    private void checkText(LockStatus status) {
        String label = ascii(status.holder().flatMap(holder -> holder.label()).orElse(""));
        String text = status.lockInfo().orElse("");
        int dash = text.indexOf(" - ");
        String said =
                dash < 0 ? text : text.substring(dash + " - ".length()); // either may be cut to the room there was
        if (!text.isEmpty() && !label.isEmpty() && !said.startsWith(label) && !label.startsWith(said)) {
            add(
                    "resource_lock's text is stale: it says \"" + text + "\" while \"" + label + "\" holds the lock.",
                    "printf '\\0' | dd of=" + Shell.quote("/dev/shm/" + name) + " conv=notrunc status=none");
        }
    }

    /** As the text has it. */
    private static String ascii(String label) {
        StringBuilder text = new StringBuilder();
        label.chars().forEach(c -> text.append(c < ' ' || c > '~' ? '?' : (char) c));
        return text.toString();
    }
}

package io.globallock.cli;

import io.globallock.LockInspector;
import io.globallock.LockState;
import io.globallock.LockStatus;
import io.globallock.LockUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong with one lock. Most semaphores of a machine are no locks, and their values mean something else: a command that
 * would change one is named only where this library has used it, or where somebody asked about it by name.
 */
final class LockCheck {

    /** How long a hold without a name must last to be worth a word: a look from outside cannot tell one hold from the next. */
    private static final Duration FOREIGN_PATIENCE = Duration.ofMillis(500);

    private final String name;
    private final boolean asked;
    private final Commands commands;
    private final String quoted;
    private final List<Finding> findings = new ArrayList<>();

    LockCheck(String name, boolean asked, Commands commands) {
        this.name = name;
        this.asked = asked;
        this.commands = commands;
        this.quoted = Shell.quote(name);
    }

    List<Finding> findings() {
        Optional<LockStatus> status = Optional.empty();
        String unreadable = "";
        try {
            status = LockInspector.inspect(name);
        } catch (LockUnavailableException e) {
            unreadable = Complaint.of(e);
        }
        if (!asked && status.flatMap(LockStatus::counters).isEmpty()) {
            return findings;
        }
        new FileCheck(name).findings(findings);
        if (findings.isEmpty()) {
            if (!unreadable.isEmpty()) {
                add(unreadable, "");
            }
            status.ifPresent(this::checkStatus);
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
                                + ": if it is a lock, somebody posted it without holding it, and as many"
                                + " programs get in at once. A claim and release of ours mends it.",
                        "global-lock " + quoted + " run -- true");
            case FOREIGN -> checkForeign();
            case RETIRED -> add("Its file was given up and yet has the name. Remove it when nothing uses it.", "");
            case CORRUPT ->
                add(
                        "Its word names an owner that cannot exist: some program wrote into the file.",
                        "global-lock " + quoted + " unget");
        }
    }

    private void checkForeign() {
        Pause.forTime(FOREIGN_PATIENCE);
        LockInspector.inspect(name)
                .filter(status -> status.state() == LockState.FOREIGN)
                .ifPresent(status -> findings.add(foreign(status, commands)));
    }

    /** An unget is advised only where everybody was looked at: else whoever holds it may be at work. */
    static Finding foreign(LockStatus status, Commands commands) {
        String about = status.name() + ": It is held ";
        String unget = "global-lock " + Shell.quote(status.name()) + " unget";
        String unseen = status.unseen().orElse("");
        if (!status.users().isEmpty()) {
            return new Finding(
                    about + "by a program that leaves no name. These have it open: " + commands.listed(status.users())
                            + (unseen.isEmpty() ? "" : "; " + unseen)
                            + ". If none of them is at work with it, free it.",
                    unseen.isEmpty() ? unget : "");
        }
        if (!unseen.isEmpty()) {
            return new Finding(
                    about + "by a program that leaves no name, and none was seen that has it open: " + unseen
                            + ". Look as root, outside of containers.",
                    "");
        }
        return new Finding(
                about
                        + "and no process has it open: whoever took it has ended, or left it locked on purpose (global-lock "
                        + status.name() + " get). Nobody but an unget frees it.",
                unget);
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
                    "resource_lock's text in /dev/shm/" + name + " is stale: it says \"" + text + "\" while \"" + label
                            + "\" holds the lock. The next claim of a resource_lock, or of a program whose lock-info is"
                            + " auto, writes it anew.",
                    "");
        }
    }

    /** As the text has it. */
    private static String ascii(String label) {
        StringBuilder text = new StringBuilder();
        label.chars().forEach(c -> text.append(c < ' ' || c > '~' ? '?' : (char) c));
        return text.toString();
    }
}

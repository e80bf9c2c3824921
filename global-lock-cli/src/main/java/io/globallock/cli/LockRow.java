package io.globallock.cli;

import io.globallock.Holder;
import io.globallock.LockInspector;
import io.globallock.LockStatus;
import io.globallock.LockUnavailableException;
import io.globallock.LockUser;
import io.globallock.LockUsers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A semaphore of this machine in a list.
 *
 * @param name without the slash
 * @param status empty: it cannot be read
 * @param users who has it mapped
 * @param unseen why there may be other users; empty if all were seen
 * @param problem why it cannot be read; empty if it can
 * @param denied whether that is because it is another user's
 */
record LockRow(
        String name,
        Optional<LockStatus> status,
        List<LockUser> users,
        Optional<String> unseen,
        String problem,
        boolean denied) {

    /** All of the machine, by name. One that vanishes meanwhile is left out. */
    static List<LockRow> all() {
        Semaphores.checkShm();
        LockUsers look = LockUsers.look();
        Map<String, List<LockUser>> users = look.all();
        Optional<String> unseen = look.unseen();
        List<LockRow> rows = new ArrayList<>();
        for (String name : LockInspector.names()) {
            try {
                Optional<LockStatus> status = LockInspector.inspect(name);
                if (status.isPresent()) {
                    rows.add(new LockRow(name, status, users.getOrDefault(name, List.of()), unseen, "", false));
                }
            } catch (LockUnavailableException e) {
                rows.add(new LockRow(
                        name,
                        Optional.empty(),
                        users.getOrDefault(name, List.of()),
                        unseen,
                        Complaint.of(e),
                        Complaint.isDenied(name)));
            }
        }
        return rows;
    }

    String state() {
        return status.map(seen -> StatusText.state(seen.state())).orElse(denied ? "no permission" : "unreadable");
    }

    String value() {
        return status.map(StatusText::value).orElse("");
    }

    String mechanism() {
        return status.map(ListCommand::mechanism).orElse("");
    }

    String holderPid() {
        return status.flatMap(LockStatus::holder)
                .map(holder ->
                        holder.pid().isPresent() ? Long.toString(holder.pid().getAsLong()) : "?")
                .orElse("");
    }

    String label() {
        return status.flatMap(LockStatus::holder).flatMap(Holder::label).orElse("");
    }

    String held() {
        return status.map(StatusText::held).orElse("");
    }

    /** Whose process the holder is; empty if that is not known. */
    String user() {
        return holderHere().map(pid -> Complaint.owner(Path.of("/proc", pid))).orElse("");
    }

    /** The name of the holder's command; empty if that is not known. */
    String command() {
        return holderHere()
                .map(pid -> LockInspector.command(Long.parseLong(pid)))
                .orElse("");
    }

    /** The holder's process, if its number means that process here. */
    private Optional<String> holderHere() {
        return status.flatMap(LockStatus::holder)
                .filter(holder -> holder.samePidNamespace().orElse(false))
                .map(holder -> Long.toString(holder.pid().orElse(0)));
    }

    /** For how long it is held, in seconds; empty if that is not known. */
    String seconds() {
        return status.flatMap(StatusText::heldFor)
                .map(held -> held.toSeconds() + "."
                        + Long.toString(1000 + held.toMillisPart()).substring(1))
                .orElse("");
    }

    String token() {
        return status.map(LockStatus::token)
                .filter(java.util.OptionalLong::isPresent)
                .map(token -> Long.toString(token.getAsLong()))
                .orElse("");
    }

    String waiters() {
        return status.map(seen -> Integer.toString(seen.waiters())).orElse("");
    }

    /** Their pids, and a question mark where there may be others. */
    String userPids() {
        StringBuilder pids = new StringBuilder();
        for (LockUser user : users) {
            pids.append(pids.length() == 0 ? "" : " ").append(user.pid());
        }
        return unseen.isEmpty()
                ? pids.toString()
                : pids.append(pids.length() == 0 ? "?" : " ?").toString();
    }
}

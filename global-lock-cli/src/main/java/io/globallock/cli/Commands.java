package io.globallock.cli;

import io.globallock.LockInspector;
import io.globallock.LockUser;
import java.util.List;

/**
 * How the commands of other processes are shown: by their names, or as whole lines where somebody asks, since passwords may stand
 * in those.
 *
 * @param whole whether somebody asks
 */
record Commands(boolean whole) {

    static Commands of(Arguments arguments) {
        return new Commands(arguments.has(Option.FULL));
    }

    List<LockUser> shown(List<LockUser> users) {
        return whole
                ? users.stream()
                        .map(user -> new LockUser(user.pid(), LockInspector.commandLine(user.pid())))
                        .toList()
                : users;
    }

    /** Such as {@code 4711 (python3), 4712 (i2cd)}. */
    String listed(List<LockUser> users) {
        StringBuilder text = new StringBuilder();
        for (LockUser user : shown(users)) {
            text.append(text.length() == 0 ? "" : ", ")
                    .append(user.pid())
                    .append(" (")
                    .append(user.command())
                    .append(')');
        }
        return text.toString();
    }
}

package io.globallock.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code list} can show of a lock; {@code -o} chooses. */
enum Column {
    NAME,
    STATE,
    VALUE,
    MECHANISM,
    /** The holder's process id. */
    HOLDER,
    /** Whose process the holder is. */
    USER,
    /** The name of the holder's command. */
    COMMAND,
    LABEL,
    HELD,
    /** As HELD, in seconds with three decimals. */
    SECONDS,
    WAITING,
    TOKEN,
    USERS;

    /** A constant, so that whoever only names an option does not load this class. */
    static final String NAMES = "name,state,value,mechanism,holder,user,command,label,held,seconds,waiting,token,users";

    static final List<Column> USUAL =
            List.of(NAME, STATE, VALUE, MECHANISM, HOLDER, USER, COMMAND, LABEL, HELD, WAITING, USERS);

    String of(LockRow row) {
        return switch (this) {
            case NAME -> row.name();
            case STATE -> row.state();
            case VALUE -> row.value();
            case MECHANISM -> row.mechanism();
            case HOLDER -> row.holderPid();
            case USER -> row.user();
            case COMMAND -> row.command();
            case LABEL -> row.label();
            case HELD -> row.held();
            case SECONDS -> row.seconds();
            case WAITING -> row.waiters();
            case TOKEN -> row.token();
            case USERS -> row.userPids();
        };
    }

    /** @throws UsageException if one is unknown */
    static List<Column> of(String names) {
        List<Column> columns = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            try {
                columns.add(valueOf(name.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new UsageException("there is no column \"" + name + "\", only " + NAMES);
            }
        }
        return columns;
    }
}

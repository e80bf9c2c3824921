package io.globallock.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What {@code list} can show of a lock; {@code -o} chooses. */
enum Column {
    NAME(LockRow::name),
    STATE(LockRow::state),
    VALUE(LockRow::value),
    MECHANISM(LockRow::mechanism),
    /** The holder's process id. */
    HOLDER(LockRow::holderPid),
    /** Whose process the holder is. */
    USER(LockRow::user),
    /** The name of the holder's command. */
    COMMAND(LockRow::command),
    LABEL(LockRow::label),
    HELD(LockRow::held),
    /** As HELD, in seconds with three decimals. */
    SECONDS(LockRow::seconds),
    WAITING(LockRow::waiters),
    TOKEN(LockRow::token),
    USERS(LockRow::userPids);

    static final List<Column> USUAL =
            List.of(NAME, STATE, VALUE, MECHANISM, HOLDER, USER, COMMAND, LABEL, HELD, WAITING, USERS);

    @SuppressWarnings("ImmutableEnumChecker") // without state
    private final Function<LockRow, String> cell;

    Column(Function<LockRow, String> cell) {
        this.cell = cell;
    }

    String of(LockRow row) {
        return cell.apply(row);
    }

    static String names() {
        StringBuilder names = new StringBuilder();
        for (Column column : values()) {
            names.append(names.length() == 0 ? "" : ",").append(column.name().toLowerCase(Locale.ROOT));
        }
        return names.toString();
    }

    /** @throws UsageException if one is unknown */
    static List<Column> of(String names) {
        List<Column> columns = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            try {
                columns.add(valueOf(name.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new UsageException("there is no column \"" + name + "\", only " + names());
            }
        }
        return columns;
    }
}

package io.globallock.cli;

import io.globallock.LockStatus;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** {@code list}: every semaphore of the machine, lock or not. */
final class ListCommand {

    private ListCommand() {}

    static int run(Arguments arguments, Console console) {
        List<LockRow> rows = LockRow.all();
        if (arguments.has(Option.JSON)) {
            Commands commands = Commands.of(arguments);
            console.write(StatusJson.text(json -> write(json, rows, commands)));
            return ExitStatus.DONE;
        }
        List<Column> columns =
                arguments.has(Option.COLUMNS) ? Column.of(arguments.text(Option.COLUMNS, "")) : Column.USUAL;
        Table table = new Table(cells(columns, null));
        for (LockRow row : rows) {
            table.add(cells(columns, row));
        }
        List<String> lines = table.lines();
        for (String line : arguments.has(Option.NO_HEADINGS) ? lines.subList(1, lines.size()) : lines) {
            console.say(line);
        }
        for (LockRow row : rows) {
            if (!row.problem().isEmpty() && !row.denied()) { // of strangers' files the table says enough
                console.complain(row.problem());
            }
        }
        if (!rows.isEmpty()) {
            rows.get(0).unseen().ifPresent(limits -> console.complain(limits + ", so USERS may lack some"));
        }
        return ExitStatus.DONE;
    }

    /** Of one row; of the headings where there is none. */
    private static String[] cells(List<Column> columns, @Nullable LockRow row) {
        String[] cells = new String[columns.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = row == null ? columns.get(i).name() : columns.get(i).of(row);
        }
        return cells;
    }

    static String mechanism(LockStatus status) {
        return status.mechanism().name().toLowerCase(Locale.ROOT);
    }

    private static void write(JsonGenerator json, List<LockRow> rows, Commands commands) {
        json.writeStartArray();
        for (LockRow row : rows) {
            if (row.status().isPresent()) {
                StatusJson.write(json, row.status().get(), commands.shown(row.users()), row.unseen());
            } else {
                json.writeStartObject();
                json.writeStringProperty("name", row.name());
                json.writeNullProperty("state");
                json.writeStringProperty("problem", row.problem());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }
}

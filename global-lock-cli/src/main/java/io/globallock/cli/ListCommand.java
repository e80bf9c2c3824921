package io.globallock.cli;

import io.globallock.LockStatus;
import java.util.List;
import java.util.Locale;
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
        Table table = new Table(columns.stream().map(Column::name).toArray(String[]::new));
        for (LockRow row : rows) {
            table.add(columns.stream().map(column -> column.of(row)).toArray(String[]::new));
        }
        table.lines().stream().skip(arguments.has(Option.NO_HEADINGS) ? 1 : 0).forEach(console::say);
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

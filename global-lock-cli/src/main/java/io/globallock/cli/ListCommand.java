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
            console.write(StatusJson.text(json -> write(json, rows)));
            return ExitStatus.DONE;
        }
        Table table = new Table("NAME", "STATE", "VALUE", "MECHANISM", "HOLDER", "LABEL", "HELD", "WAITING", "USERS");
        for (LockRow row : rows) {
            table.add(
                    row.name(),
                    row.state(),
                    row.value(),
                    row.mechanism(),
                    row.holderPid(),
                    row.label(),
                    row.held(),
                    row.waiters(),
                    row.userPids());
        }
        table.lines().forEach(console::say);
        for (LockRow row : rows) {
            if (!row.problem().isEmpty()) {
                console.complain(row.problem());
            }
        }
        return ExitStatus.DONE;
    }

    static String mechanism(LockStatus status) {
        return status.mechanism().name().toLowerCase(Locale.ROOT);
    }

    private static void write(JsonGenerator json, List<LockRow> rows) {
        json.writeStartArray();
        for (LockRow row : rows) {
            if (row.status().isPresent()) {
                StatusJson.write(json, row.status().get(), row.users());
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

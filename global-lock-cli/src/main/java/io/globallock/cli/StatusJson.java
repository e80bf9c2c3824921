package io.globallock.cli;

import io.globallock.Holder;
import io.globallock.LockCounters;
import io.globallock.LockState;
import io.globallock.LockStatus;
import io.globallock.LockUser;
import io.globallock.LockUsers;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A lock's status as a JSON object. Every field is always there; what is not known is null. */
final class StatusJson {

    private StatusJson() {}

    /** One object, one line. A foreign hold has been looked into already. */
    static void print(LockStatus status, Commands commands, Console console) {
        boolean known = status.state() == LockState.FOREIGN;
        LockUsers look = known ? null : LockUsers.look();
        List<LockUser> users = look == null ? status.users() : look.of(status.name());
        Optional<String> unseen = look == null ? status.unseen() : look.unseen();
        console.write(text(json -> write(json, status, commands.shown(users), unseen)));
    }

    /** What the writer writes. */
    static String text(Consumer<JsonGenerator> writer) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            writer.accept(json);
        }
        return text.toString();
    }

    static void write(JsonGenerator json, LockStatus status, List<LockUser> users, Optional<String> unseen) {
        json.writeStartObject();
        json.writeStringProperty("name", status.name());
        json.writeStringProperty("mechanism", ListCommand.mechanism(status));
        json.writeStringProperty("state", StatusText.state(status.state()));
        json.writeBooleanProperty("locked", status.locked());
        number(json, "value", status.value());
        json.writeNumberProperty("waiters", status.waiters());
        json.writeName("holder");
        holder(json, status);
        number(json, "token", status.token());
        json.writeName("counters");
        counters(json, status.counters());
        string(json, "lockInfo", status.lockInfo());
        json.writeName("users");
        users(json, users, unseen);
        string(json, "unseen", unseen);
        string(json, "problem", status.problem());
        json.writeEndObject();
    }

    /** Null: nobody was seen, and not everybody could be looked at. */
    private static void users(JsonGenerator json, List<LockUser> users, Optional<String> unseen) {
        if (users.isEmpty() && unseen.isPresent()) {
            json.writeNull();
            return;
        }
        json.writeStartArray();
        for (LockUser user : users) {
            json.writeStartObject();
            json.writeNumberProperty("pid", user.pid());
            json.writeStringProperty("command", user.command());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void holder(JsonGenerator json, LockStatus status) {
        if (status.holder().isEmpty()) {
            json.writeNull();
            return;
        }
        Holder holder = status.holder().get();
        // A look from outside sees a foreign hold for the first time: it does not know since when it lasts.
        boolean timed = status.state() != LockState.FOREIGN || holder.label().isPresent();
        json.writeStartObject();
        number(json, "pid", holder.pid());
        string(json, "thread", holder.thread());
        string(json, "label", holder.label());
        string(json, "since", timed ? holder.since().map(Object::toString) : Optional.empty());
        Optional<Duration> held = timed ? holder.held() : Optional.empty();
        number(json, "heldMillis", held.isPresent() ? OptionalLong.of(held.get().toMillis()) : OptionalLong.empty());
        json.writeName("alive");
        if (holder.alive().isPresent()) {
            json.writeBoolean(holder.alive().get());
        } else {
            json.writeNull();
        }
        json.writeEndObject();
    }

    private static void counters(JsonGenerator json, Optional<LockCounters> known) {
        if (known.isEmpty()) {
            json.writeNull();
            return;
        }
        LockCounters counters = known.get();
        json.writeStartObject();
        json.writeNumberProperty("claims", counters.claims());
        json.writeNumberProperty("takeovers", counters.takeovers());
        json.writeNumberProperty("absorbed", counters.absorbed());
        json.writeNumberProperty("forced", counters.forced());
        json.writeNumberProperty("lost", counters.lost());
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String name, OptionalLong value) {
        json.writeName(name);
        if (value.isPresent()) {
            json.writeNumber(value.getAsLong());
        } else {
            json.writeNull();
        }
    }

    private static void string(JsonGenerator json, String name, Optional<String> value) {
        json.writeName(name);
        if (value.isPresent()) {
            json.writeString(value.get());
        } else {
            json.writeNull();
        }
    }
}

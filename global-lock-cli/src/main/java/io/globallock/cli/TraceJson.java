package io.globallock.cli;

import io.globallock.LockStatus;
import java.time.Instant;
import java.util.Optional;

/** One look of a trace as a JSON object: the time, the claims per second, and the status; a null status: no such lock. */
final class TraceJson {

    private TraceJson() {}

    static String text(String lock, Optional<LockStatus> seen, double claimsPerSecond) {
        return StatusJson.text(json -> {
            json.writeStartObject();
            json.writeStringProperty("time", Instant.now().toString());
            json.writeStringProperty("name", lock);
            json.writeName("claimsPerSecond");
            if (claimsPerSecond >= 0) {
                json.writeNumber(Math.round(claimsPerSecond * 10) / 10.0);
            } else {
                json.writeNull();
            }
            json.writeName("status");
            if (seen.isPresent()) {
                StatusJson.write(
                        json, seen.get(), seen.get().users(), seen.get().unseen());
            } else {
                json.writeNull();
            }
            json.writeEndObject();
        });
    }
}

package io.globallock.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.json.JsonParserFactory;

/** What an IDE knows of the configuration. */
@Timeout(60)
class MetadataTests {

    private final Map<String, Object> metadata;

    MetadataTests() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            assertThat(in).isNotNull();
            metadata =
                    JsonParserFactory.getJsonParser().parseMap(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void everyPropertyIsDescribed() {
        assertThat(list("properties")).hasSizeGreaterThan(12).allSatisfy(property -> assertThat(
                        property.get("description"))
                .as("%s", property.get("name"))
                .isNotNull());
    }

    @Test
    void theEndpointAndItsAccessAreKnown() {
        assertThat(list("properties"))
                .extracting(property -> property.get("name"))
                .contains(
                        "management.endpoint.globallocks.access",
                        "management.endpoint.globallocks.cache.time-to-live",
                        "management.health.globallocks.enabled");
    }

    @Test
    void mechanismsAndKeysAreHinted() {
        assertThat(list("hints"))
                .extracting(hint -> hint.get("name"))
                .contains(
                        "global-lock.mechanism", "global-lock.lock-info", "global-lock.mode", "global-lock.locks.keys");
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> list(String name) {
        return (List<Map<String, Object>>) metadata.getOrDefault(name, List.of());
    }
}

package io.globallock.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.json.JsonParserFactory;

/** What an IDE knows of the configuration. */
@Timeout(60)
class MetadataTests {

    private static final String PREFIX = "global-lock.";
    private static final Pattern HUMP = Pattern.compile("-([a-z])");

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

    @Test
    void everyDefaultIsTheOneInTheCode() {
        BeanWrapper inCode = new BeanWrapperImpl(new GlobalLockProperties());
        assertThat(list("properties"))
                .filteredOn(property -> String.valueOf(property.get("name")).startsWith(PREFIX))
                .hasSizeGreaterThan(12)
                .allSatisfy(property -> {
                    String name = String.valueOf(property.get("name"));
                    Object value = inCode.getPropertyValue(camel(name.substring(PREFIX.length())));
                    Object said = property.get("defaultValue");
                    if (said == null) {
                        assertThat(value).as(name).isIn(null, Map.of(), Set.of());
                    } else {
                        assertThat(value).as(name).isNotNull().isEqualTo(bound(name, said, value.getClass()));
                    }
                });
    }

    /** Whose number is written out in the properties, because Boot's processor calculates nothing. */
    @Test
    void theDefaultOrderIsTheAdvisors() {
        assertThat(new GlobalLockProperties().getOrder()).isEqualTo(GlobalLockAopAutoConfiguration.DEFAULT_ORDER);
    }

    private static Object bound(String name, Object value, Class<?> type) {
        return new Binder(new MapConfigurationPropertySource(Map.of(name, value)))
                .bind(name, type)
                .get();
    }

    private static String camel(String kebab) {
        return HUMP.matcher(kebab).replaceAll(hump -> hump.group(1).toUpperCase(Locale.ROOT));
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> list(String name) {
        return (List<Map<String, Object>>) metadata.getOrDefault(name, List.of());
    }
}

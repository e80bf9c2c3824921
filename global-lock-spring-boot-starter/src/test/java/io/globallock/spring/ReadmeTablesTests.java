package io.globallock.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.LockOptions;
import io.globallock.Mechanism;
import io.globallock.spring.actuate.GlobalLockDescriptor;
import io.globallock.spring.autoconfigure.LockProperties;
import io.globallock.spring.event.LockEvent;
import io.globallock.spring.metrics.GlobalLockMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.json.JsonParserFactory;

/** The README's tables name what there is, all of it and nothing else. */
@Timeout(60)
class ReadmeTablesTests {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");
    private static final Pattern KEBAB = Pattern.compile("([a-z])([A-Z])");

    private String readme = "";
    private List<String> rows = List.of();

    @BeforeEach
    void read() throws IOException {
        readme = Files.readString(Path.of("..", "README.md"));
        rows = rows(readme);
    }

    private static List<String> rows(String text) {
        return ROW.matcher(text).results().map(row -> row.group(1)).toList();
    }

    @Test
    void everyPropertyHasARow() throws IOException {
        Set<String> properties = new TreeSet<>();
        for (Map<String, Object> property : metadata()) {
            String name = String.valueOf(property.get("name"));
            if (!name.equals("global-lock.locks")) {
                properties.add(name);
            }
        }
        for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(LockProperties.class)) {
            if (property.getWriteMethod() != null) {
                properties.add("global-lock.locks.KEY." + kebab(property.getName()));
            }
        }
        assertThat(rowsThatStartWith("global-lock.", "management.")).isEqualTo(properties);
    }

    @Test
    void everyDefaultStandsInItsRow() throws IOException {
        for (Map<String, Object> property : metadata()) {
            Object value = property.get("defaultValue");
            if (value != null) {
                String text = value.toString().replace('_', '-'); // Boot's processor writes read_only
                assertThat(readme)
                        .containsPattern("(?m)^\\| `\\Q" + property.get("name") + "\\E` \\| `\"?" + text + "\"?` \\|");
            }
        }
    }

    @Test
    void everyMeterHasARow() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        LockOptions local = LockOptions.defaults().withMechanism(Mechanism.LOCAL);
        try (GlobalLocks locks = GlobalLocks.create(local)) {
            GlobalLock lock = locks.get(LockTests.uniqueName());
            new GlobalLockMetrics(locks, () -> Map.of("bus", lock), any -> 0).bindTo(registry);
        }
        Set<String> meters = registry.getMeters().stream()
                .map(meter -> meter.getId().getName())
                .collect(Collectors.toCollection(TreeSet::new));
        meters.addAll(Set.of(
                "globallock.takeovers", "globallock.absorbed", "globallock.forced", "globallock.lost")); // owned only
        assertThat(rowsThatStartWith("globallock.")).isEqualTo(meters);
    }

    @Test
    void everyEventHasARow() {
        Set<String> events = Arrays.stream(LockEvent.class.getPermittedSubclasses())
                .map(type -> "LockEvent." + type.getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(rowsThatStartWith("LockEvent.")).isEqualTo(events);
    }

    @Test
    void everyJsonFieldHasARow() {
        Set<String> fields = new TreeSet<>();
        addFields(GlobalLockDescriptor.class, "", fields);
        String endpoint = readme.substring(readme.indexOf("### Endpoint"), readme.indexOf("### Meters"));
        assertThat(rows(endpoint)).containsExactlyInAnyOrderElementsOf(fields);
    }

    private static void addFields(Class<?> type, String prefix, Set<String> fields) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + jsonName(component);
            Class<?> nested = component.getType();
            if (nested.isRecord()) {
                addFields(nested, name + ".", fields);
            } else if (name.equals("users")) {
                addFields(GlobalLockDescriptor.UserDescriptor.class, "users.", fields);
            } else {
                fields.add(name);
            }
        }
    }

    private static String jsonName(RecordComponent component) {
        return switch (component.getName()) {
            case "waits" -> "wait";
            case "holds" -> "hold";
            default -> component.getName();
        };
    }

    private Set<String> rowsThatStartWith(String... prefixes) {
        return rows.stream()
                .filter(row -> Stream.of(prefixes).anyMatch(row::startsWith))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String kebab(String camel) {
        return KEBAB.matcher(camel)
                .replaceAll(hump -> hump.group(1) + "-" + hump.group(2).toLowerCase(Locale.ROOT));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> metadata() throws IOException {
        try (InputStream in =
                ReadmeTablesTests.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            assertThat(in).isNotNull();
            Map<String, Object> all =
                    JsonParserFactory.getJsonParser().parseMap(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return (List<Map<String, Object>>) all.getOrDefault("properties", List.of());
        }
    }
}

package io.globallock.sample.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.sample.TestResources;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SpringBootTest
@AutoConfigureMockMvc
@DirtiesContext
@Timeout(60)
class WebTests {

    private static final TestResources RESOURCES = new TestResources();

    @Autowired
    MockMvcTester http;

    @Autowired
    GlobalLock lock;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("sample.bus-file", RESOURCES::bus);
        registry.add("global-lock.locks.i2c-1.name", RESOURCES::lock);
        registry.add("global-lock.locks.i2c-1.timeout", () -> "100ms");
    }

    @AfterAll
    static void clean() {
        RESOURCES.close();
    }

    @Test
    void readingsHaveUnitsAndAReader() {
        assertThat(http.get().uri("/readings"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo(
                        """
                {"outdoorTemperature":{"unit":"°C"},"indoorTemperature":{"unit":"°C"},
                 "pressure":{"unit":"hPa"},"altitude":{"unit":"m"},"readBy":{"pid":%d},"locking":true}
                """
                                .formatted(ProcessHandle.current().pid()));
        assertThat(http.get().uri("/readings"))
                .bodyJson()
                .extractingPath("$.pressure.value")
                .asNumber()
                .satisfies(value -> assertThat(value.doubleValue()).isBetween(980.0, 1030.0));
    }

    @Test
    void readingsNameTheLockWhileItIsHeld() {
        try (Claim claim = lock.claimDetached()) {
            assertThat(http.get().uri("/readings"))
                    .hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
                    .bodyJson()
                    .extractingPath("$.detail")
                    .asString()
                    .contains(claim.lock().name());
        }
    }

    @Test
    void stressCountsItsReadings() {
        MvcTestResult result = http.post().uri("/stress?seconds=1").exchange();

        assertThat(result).hasStatusOk().bodyJson().isLenientlyEqualTo("{\"wrong\":0,\"locking\":true}");
        assertThat(result).bodyJson().extractingPath("$.readings").asNumber().satisfies(readings -> assertThat(
                        readings.intValue())
                .isPositive());
        assertThat(result).bodyJson().extractingPath("$.seconds").asNumber().satisfies(seconds -> assertThat(
                        seconds.doubleValue())
                .isBetween(1.0, 10.0));
    }

    @ParameterizedTest
    @CsvSource({"/stress, 0, 60", "/stress, 61, 60", "/stress, -1, 60", "/hold, 0, 600", "/hold, 601, 600"})
    void saysWhichSecondsAreAllowed(String path, int seconds, int most) {
        assertThat(http.post().uri(path + "?seconds=" + seconds))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .bodyJson()
                .extractingPath("$.detail")
                .isEqualTo("seconds must be 1 to " + most + ", but was " + seconds);
    }

    @Test
    void saysWhichParameterIsNoNumber() {
        assertThat(http.post().uri("/stress?seconds=ten"))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .bodyJson()
                .extractingPath("$.detail")
                .asString()
                .contains("seconds", "ten");
    }

    @Test
    void holdAnswersOnceTheLockIsHeld() {
        assertThat(http.post().uri("/hold?seconds=60"))
                .hasStatus(HttpStatus.ACCEPTED)
                .bodyJson()
                .extractingPath("$.endWith")
                .isEqualTo("kill -9 " + ProcessHandle.current().pid());
        assertThat(lock.forceRelease("the test is over")).isTrue();
    }

    @Test
    void holdEndsAfterItsSeconds() {
        assertThat(http.post().uri("/hold?seconds=1")).hasStatus(HttpStatus.ACCEPTED);
        await().until(() -> !lock.isLocked());
    }

    @Test
    void holdGivesUpWhileAnotherHolds() {
        try (Claim claim = lock.claimDetached()) {
            assertThat(http.post().uri("/hold?seconds=1")).hasStatus(HttpStatus.SERVICE_UNAVAILABLE);
            assertThat(claim.isHeld()).isTrue();
        }
    }

    @Test
    void theFrontPageSaysWhatToOpen() {
        assertThat(http.get().uri("/index.html"))
                .hasStatusOk()
                .bodyText()
                .contains("href=\"readings\"", "href=\"actuator/globallocks\"", "peer.py", "/stress?seconds=");
    }

    @Test
    void theActuatorShowsTheLock() {
        assertThat(http.get().uri("/actuator/globallocks"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.locks['i2c-1'].name")
                .isEqualTo(RESOURCES.lock());
    }
}

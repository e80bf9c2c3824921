package io.globallock.sample.web;

import io.globallock.sample.stress.BusStress;
import io.globallock.sample.stress.StressReport;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /stress?seconds=N}: reads as fast as it can for 1 to 60 seconds and says how many readings were wrong. */
@RestController
final class StressController {

    private static final int MOST_SECONDS = 60;

    private final BusStress stress;

    StressController(BusStress stress) {
        this.stress = stress;
    }

    @PostMapping("/stress")
    StressReport stress(@RequestParam(defaultValue = "10") int seconds) {
        return stress.run(Seconds.check(seconds, MOST_SECONDS));
    }
}

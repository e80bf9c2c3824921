package io.globallock.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FiguresTests {

    @TempDir
    Path directory;

    @Test
    void medianLeastAndGreatestAreShown() {
        assertThat(new Samples(List.of(5.0, 1.0, 3.0)).show(1)).isEqualTo("3.0 (1.0–5.0)");
    }

    @Test
    void ratiosAreTakenRoundByRound() {
        Samples slowMachine = new Samples(List.of(10.0, 20.0, 40.0));
        Samples sameMachine = new Samples(List.of(5.0, 10.0, 20.0));
        assertThat(slowMachine.dividedBy(sameMachine).values()).containsOnly(2.0);
        assertThat(slowMachine.minus(sameMachine).median()).isEqualTo(10.0);
    }

    @Test
    void theLimitItselfMeetsATarget() {
        assertThat(Target.atMost(7, 0, "×").judge(7)).isEqualTo("≤ 7×: met");
        assertThat(Target.atLeast(0.9, 1, "×").judge(0.89)).isEqualTo("≥ 0.9×: **missed**");
    }

    @Test
    void aHandOverNeedsSomebodyWhoWaitedAtThePost() {
        String first = "0 100 2000 6000 7000 8000";
        String second = "500 3500 5000";
        // 2000 → 3500 is one; at 5000 nobody waited, since the first came at 6000.
        assertThat(HandOver.micros(List.of(first, second))).containsExactly(1.5);
    }

    @Test
    void onlyTheFiguresOfAPageAreReplaced() throws IOException {
        Path page = directory.resolve("page.md");
        Files.writeString(page, "before\n" + PerformancePage.BEGIN + "\nold\n" + PerformancePage.END + "\nafter\n");
        PerformancePage.write(page, "new\n");
        assertThat(Files.readString(page))
                .isEqualTo("before\n" + PerformancePage.BEGIN + "\n\nnew\n\n" + PerformancePage.END + "\nafter\n");
    }

    @Test
    void aPageWithoutMarkersStaysAsItIs() throws IOException {
        Path page = directory.resolve("page.md");
        Files.writeString(page, "text");
        assertThatThrownBy(() -> PerformancePage.write(page, "new"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(PerformancePage.BEGIN);
        assertThat(page).hasContent("text");
    }
}

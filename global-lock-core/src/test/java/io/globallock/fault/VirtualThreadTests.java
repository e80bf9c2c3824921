package io.globallock.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.globallock.peer.ChildJvm;
import io.globallock.peer.Peer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Virtual threads of a JVM with one carrier thread, against a second JVM. */
@Timeout(120)
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "there are no virtual threads before JDK 21")
class VirtualThreadTests extends OwnedFixture {

    private static final int THREADS = 10_000;

    @Test
    void tenThousandOnOneCarrierFinishBesideAnotherJvm() {
        Peer other = jvm(1);
        Peer virtual = start("many", THREADS);
        other.send("contend 60000 200 200 1");
        await().until(() -> canary.entries(1) > 0);
        virtual.send("go");
        assertThat(virtual.answer(Duration.ofSeconds(90))).isEqualTo(Integer.toString(THREADS));
        canary.stop();
        assertThat(canary.violations()).isZero();
    }

    @Test
    void oneThatWaitsForAForeignProgramLeavesItsCarrierToOthers() {
        Peer foreign = foreign(1);
        assertThat(foreign.ask("trywait")).isEqualTo("true");
        Peer virtual = start("beside", 1);
        virtual.send("go");
        assertThat(virtual.answer()).isEqualTo("another virtual thread ran");
        assertThat(foreign.ask("post")).isEqualTo("ok");
        assertThat(virtual.answer()).isEqualTo("claimed");
    }

    @Test
    void oneThatIsInterruptedLeavesNothingBehind() {
        Peer foreign = foreign(1);
        assertThat(foreign.ask("trywait")).isEqualTo("true");
        Peer virtual = start("interrupt", 1);
        virtual.send("go");
        assertThat(virtual.answer()).isEqualTo("interrupted");
        assertThat(foreign.ask("post")).isEqualTo("ok");
        assertWorks(open());
        assertThat(foreign.ask("value")).isEqualTo("1");
        assertThat(virtual.ask("claim")).isEqualTo("claimed");
    }

    private Peer start(String scenario, int threads) {
        return testLocks
                .closing(ChildJvm.of(VirtualClaimers.class)
                        .with(
                                "-Djdk.virtualThreadScheduler.parallelism=1",
                                "-Djdk.virtualThreadScheduler.maxPoolSize=1")
                        .with("-Xmx256m")
                        .start(name, canary.path(), scenario, threads))
                .awaitReady();
    }
}

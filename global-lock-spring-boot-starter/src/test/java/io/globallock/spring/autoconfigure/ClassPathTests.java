package io.globallock.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.spring.LockTests;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In JVMs whose class path really lacks what is optional. */
@Timeout(120)
class ClassPathTests {

    private static final String NATIVE = "jnr|jffi";

    @Test
    void locksWithoutActuatorMicrometerAndReactor() throws IOException, InterruptedException {
        assertThat(run(BareJvm.OPTIONAL))
                .contains("protected=true")
                .contains("mechanism=LOCAL")
                .contains("endpoint=false")
                .contains("meters=false")
                .contains("preinitialized");
    }

    @Test
    void localLocksNeedNoNativeCode() throws IOException, InterruptedException {
        assertThat(run(BareJvm.OPTIONAL + "|" + NATIVE))
                .contains("protected=true")
                .contains("mechanism=LOCAL")
                .contains("preinitialized");
    }

    @Test
    void semaphoresWithoutNativeCodeAreRefusedAndExplained() throws IOException, InterruptedException {
        BareJvm jvm = BareJvm.run(
                List.of(),
                BareJvm.OPTIONAL + "|" + NATIVE,
                "--global-lock.mechanism=owned",
                "--global-lock.locks.only.name=" + LockTests.uniqueName());
        assertThat(jvm.exitStatus()).as(jvm.output()).isEqualTo(1);
        assertThat(jvm.output())
                .contains("APPLICATION FAILED TO START")
                .contains("Set global-lock.mechanism=local to run without semaphores")
                .doesNotContain("protected=");
    }

    @Test
    void hasEndpointAndMetersWhereTheirLibrariesAre() throws IOException, InterruptedException {
        assertThat(run("security|jdbc|h2"))
                .contains("protected=true")
                .contains("endpoint=true")
                .contains("meters=true")
                .contains("preinitialized");
    }

    private static String run(String without) throws IOException, InterruptedException {
        BareJvm jvm = BareJvm.run(
                List.of(),
                without,
                "--management.endpoints.web.exposure.include=globallocks",
                "--global-lock.mechanism=local",
                "--global-lock.locks.only.name=" + LockTests.uniqueName());
        assertThat(jvm.exitStatus()).as(jvm.output()).isZero();
        return jvm.output();
    }
}

package io.globallock.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.globallock.spring.LockTests;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In JVMs whose class path really lacks what is optional. */
@Timeout(120)
class ClassPathTests {

    private static final String OPTIONAL =
            "actuator|health|micrometer|reactor|spring-test|security|jdbc|h2|tomcat|web|jackson|servlet";

    @Test
    void locksWithoutActuatorMicrometerAndReactor() throws IOException, InterruptedException {
        assertThat(run(OPTIONAL))
                .contains("protected=true")
                .contains("mechanism=LOCAL")
                .contains("endpoint=false")
                .contains("meters=false");
    }

    @Test
    void localLocksNeedNoNativeCode() throws IOException, InterruptedException {
        assertThat(run(OPTIONAL + "|jnr|jffi")).contains("protected=true").contains("mechanism=LOCAL");
    }

    @Test
    void hasEndpointAndMetersWhereTheirLibrariesAre() throws IOException, InterruptedException {
        assertThat(run("security|jdbc|h2"))
                .contains("protected=true")
                .contains("endpoint=true")
                .contains("meters=true");
    }

    private static String run(String without) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath(without)));
        command.add(BareApplication.class.getName());
        command.add("--server.port=0");
        command.add("--management.endpoints.web.exposure.include=globallocks");
        command.add("--global-lock.mechanism=local");
        command.add("--global-lock.locks.only.name=" + LockTests.uniqueName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static String classPath(String without) {
        Pattern excluded = Pattern.compile("/[^/]*(" + without + ")[^/]*\\.jar$");
        String whole = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(whole.split(File.pathSeparator))
                .filter(entry -> !excluded.matcher(entry).find())
                .collect(Collectors.joining(File.pathSeparator));
    }
}

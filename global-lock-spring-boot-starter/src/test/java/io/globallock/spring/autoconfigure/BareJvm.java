package io.globallock.spring.autoconfigure;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@link BareApplication} in a JVM of its own, without some of the libraries that this one has. */
record BareJvm(int exitStatus, String output) {

    /** No endpoint, meters, Reactor, web server. */
    static final String OPTIONAL =
            "actuator|health|micrometer|reactor|spring-test|security|jdbc|h2|tomcat|web|jackson|servlet";

    /**
     * Runs it to its end.
     *
     * @param launcher what stands before {@code java}
     * @param without which jars are left out, as a regular expression
     */
    static BareJvm run(List<String> launcher, String without, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath(without)));
        command.add(BareApplication.class.getName());
        command.add("--server.port=0");
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new BareJvm(process.waitFor(), output);
    }

    private static String classPath(String without) {
        Pattern excluded = Pattern.compile("/[^/]*(" + without + ")[^/]*\\.jar$");
        String whole = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(whole.split(File.pathSeparator))
                .filter(entry -> !excluded.matcher(entry).find())
                .collect(Collectors.joining(File.pathSeparator));
    }
}

package io.globallock.cli.jar;

import io.globallock.cli.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the jar, or the launcher beside it, as a user would. */
final class Program {

    static final Path TARGET = Path.of(System.getProperty("global-lock.test.target", "target"));
    static final Path LAUNCHER = TARGET.resolve("global-lock");

    private Program() {}

    /** java -jar global-lock.jar. */
    static Process start(String... args) throws IOException {
        return builder(args).start();
    }

    static ProcessBuilder builder(String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", TARGET.resolve("global-lock.jar").toString()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command);
    }

    static Result run(String... args) throws IOException, InterruptedException {
        return run(builder(args));
    }

    /** The launcher, with the JDK of this test and these variables. */
    static Result launch(Map<String, String> environment, Path launcher, String... args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return run(builder);
    }

    static Result run(ProcessBuilder builder) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("global-lock", ".err");
        Process process = builder.redirectError(errors.toFile()).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        String err = Files.readString(errors);
        Files.delete(errors);
        return new Result(status, out, err);
    }

    /** The jar as another user, who may read it in this folder. */
    static ProcessBuilder asNobody(Path folder, String... args) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path jar = folder.resolve("global-lock.jar");
        if (!Files.exists(jar)) {
            Files.copy(TARGET.resolve("global-lock.jar"), jar);
        }
        List<String> command =
                new ArrayList<>(List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"));
        command.addAll(builder(args).command());
        command.replaceAll(word -> word.equals(TARGET.resolve("global-lock.jar").toString()) ? jar.toString() : word);
        return new ProcessBuilder(command);
    }

    static void signal(String signal, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid).start().waitFor();
    }
}

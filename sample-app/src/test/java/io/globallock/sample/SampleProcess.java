package io.globallock.sample;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** An instance of the sample in a JVM of its own, on a port that the system chose. */
public final class SampleProcess implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("Weather station: open (http://localhost:\\d+/)");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Path log;

    private SampleProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static SampleProcess start(TestResources resources, String... arguments) {
        List<String> program = List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                SampleApplication.class.getName());
        return start(program, resources, arguments);
    }

    /** Starts a JVM with the given options and program. */
    public static SampleProcess start(List<String> program, TestResources resources, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(program);
        command.addAll(List.of(
                "--server.port=0",
                "--sample.bus-file=" + resources.bus(),
                "--global-lock.locks.i2c-1.name=" + resources.lock()));
        command.addAll(List.of(arguments));
        try {
            Path log = Files.createTempFile("sample-", ".log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new SampleProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the instance answers. */
    public SampleProcess awaitStart() {
        Awaitility.await().atMost(Duration.ofMinutes(4)).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("The sample ended: " + output());
            }
            return ADDRESS.matcher(output()).find();
        });
        return this;
    }

    /** Sends a POST and yields the body of the answer, which must be a success. */
    CompletableFuture<String> post(String path) {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    public CompletableFuture<String> get(String path) {
        return send(request(path));
    }

    /** What the lock is made of. */
    String mechanism() {
        return JsonPath.read(get("actuator/globallocks/i2c-1").join(), "$.mechanism");
    }

    /** Ends the process as a crash would. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
        log.toFile().delete();
    }

    private HttpRequest.Builder request(String path) {
        String address = ADDRESS.matcher(output())
                .results()
                .findFirst()
                .map((MatchResult match) -> match.group(1))
                .orElseThrow();
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofMinutes(2));
    }

    private CompletableFuture<String> send(HttpRequest.Builder request) {
        return HTTP.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(this::body);
    }

    private String body(HttpResponse<String> response) {
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(response + ": " + response.body() + "\n" + output());
        }
        return response.body();
    }

    /** What it has written so far. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

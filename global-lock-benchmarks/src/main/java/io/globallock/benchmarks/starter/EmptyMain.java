package io.globallock.benchmarks.starter;

import io.globallock.GlobalLock;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** An application that does nothing, with the starter and one lock, or without. */
public final class EmptyMain {

    private EmptyMain() {}

    /**
     * Starts, and ends with its input.
     *
     * @param args the semaphore's name; none: as if the starter were not there
     */
    public static void main(String[] args) throws IOException {
        try (ConfigurableApplicationContext context = args.length == 0
                ? Application.run(App.class, withoutStarter())
                : Application.run(App.class, "bench", args[0])) {
            if (args.length != context.getBeanNamesForType(GlobalLock.class).length) {
                throw new IllegalStateException("the starter is not as it should be");
            }
            System.out.println("ready");
            while (System.in.read() >= 0) {
                // Commands mean nothing to it.
            }
        }
    }

    /** Excluded before they are looked at. */
    private static Map<String, Object> withoutStarter() {
        String ours =
                ImportCandidates.load(AutoConfiguration.class, EmptyMain.class.getClassLoader())
                        .getCandidates()
                        .stream()
                        .filter(name -> name.startsWith("io.globallock."))
                        .collect(Collectors.joining(","));
        return Map.of("spring.autoconfigure.exclude", ours);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class App {}
}

package io.globallock.benchmarks.starter;

import io.globallock.GlobalLock;
import java.io.IOException;
import java.util.Map;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** An application that does nothing, with the starter and one lock, or without. */
public final class EmptyMain {

    private EmptyMain() {}

    /**
     * Starts, and ends with its input.
     *
     * @param args the semaphore's name; none where the starter is not on the class path
     */
    public static void main(String[] args) throws IOException {
        try (ConfigurableApplicationContext context = args.length == 0
                ? Application.run(App.class, Map.of())
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

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class App {}
}

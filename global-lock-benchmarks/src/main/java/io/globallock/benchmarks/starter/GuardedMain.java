package io.globallock.benchmarks.starter;

import io.globallock.benchmarks.rival.Pair;
import io.globallock.benchmarks.rival.RivalMain;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A rival whose pair is a call of an annotated method, with meters. */
public final class GuardedMain {

    private GuardedMain() {}

    /**
     * Obeys until its input ends.
     *
     * @param args the semaphore's name
     */
    public static void main(String[] args) throws IOException {
        ConfigurableApplicationContext context = Application.run(App.class, Guarded.KEY, args[0]);
        try (Pair pair = new MethodCall(context, context.getBean(Guarded.class))) {
            pair.once();
            if (context.getBean(MeterRegistry.class)
                            .get("globallock.hold")
                            .timer()
                            .count()
                    != 1) {
                throw new IllegalStateException("the call was not locked, or not metered");
            }
            RivalMain.obey(pair);
        }
    }

    private record MethodCall(ConfigurableApplicationContext context, Guarded guarded) implements Pair {

        @Override
        public void once() {
            guarded.nothing();
        }

        @Override
        public void close() {
            context.close();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class App {

        @Bean
        Guarded guarded() {
            return new Guarded();
        }
    }
}

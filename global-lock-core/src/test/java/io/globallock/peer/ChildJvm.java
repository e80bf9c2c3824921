package io.globallock.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Starts JVMs with the class path of the tests: small heap, quick start. */
public final class ChildJvm {

    private static final List<String> QUICK_START = List.of(
            "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xms16m", "-Xmx32m", "-XX:-UsePerfData");

    private final Class<?> main;
    private final List<String> options;

    private ChildJvm(Class<?> main, List<String> options) {
        this.main = main;
        this.options = List.copyOf(options);
    }

    /** A JVM that will run this class. */
    public static ChildJvm of(Class<?> main) {
        return new ChildJvm(main, QUICK_START);
    }

    /** With more options, such as {@code -Dkey=value}; a later one wins. */
    public ChildJvm with(String... more) {
        return new ChildJvm(
                main, Stream.concat(options.stream(), Stream.of(more)).toList());
    }

    /** Starts one and does not wait until it is ready. */
    public Peer start(Object... args) {
        return Peer.start("JVM " + main.getSimpleName(), command(args));
    }

    /** The whole command line, for tests that start it through another program. */
    public List<String> command(Object... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        // Surefire hides the true class path behind a jar of its own.
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        command.addAll(List.of("-cp", classPath, main.getName()));
        Stream.of(args).map(String::valueOf).forEach(command::add);
        return command;
    }
}

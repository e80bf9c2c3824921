package io.globallock.kill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A process that lets stopped ones go on when this one dies, however it does: they cannot see the end of their standard input while
 * they are stopped, and would stay for ever.
 */
final class Guardian implements AutoCloseable {

    private static final String SCRIPT =
            "while read -r pids; do last=$pids; done; [ -z \"$last\" ] || kill -CONT $last 2>/dev/null";

    private final Process process;
    private final Writer pids;

    Guardian() {
        try {
            process = new ProcessBuilder("sh", "-c", SCRIPT).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pids = process.outputWriter(StandardCharsets.US_ASCII);
    }

    /** All that may be stopped from now on. */
    void watch(Collection<Victim> victims) {
        try {
            pids.write(
                    victims.stream().map(victim -> Long.toString(victim.pid())).collect(Collectors.joining(" "))
                            + "\n");
            pids.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

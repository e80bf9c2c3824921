package io.globallock.benchmarks.rival;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A JVM that obeys the driver, one line for each command and one for its answer, until its input ends. The C and the Python
 * rival obey the same commands as far as they know them. Times are nanoseconds, points in time those of CLOCK_MONOTONIC.
 *
 * <table>
 * <caption>Commands</caption>
 * <tr><th>command</th><th>does</th><th>answer</th></tr>
 * <tr><td>{@code pairs TIME}</td><td>claims and releases</td><td>how many pairs, and in what time</td></tr>
 * <tr><td>{@code contend FROM TIME}</td><td>the same against another process, with 1 µs inside</td><td>how many</td></tr>
 * <tr><td>{@code handover FROM TIME}</td><td>the same, slowly enough that the two take turns</td>
 *     <td>for each claim: waiting since, claimed at, released at</td></tr>
 * <tr><td>{@code hold}, {@code free}</td><td>claims for the time being; releases</td><td>{@code ok}</td></tr>
 * <tr><td>{@code wait TIME}</td><td>waits for a lock that stays held</td><td>{@code ok}</td></tr>
 * <tr><td>{@code bytes COUNT}</td><td>pairs</td><td>bytes allocated for all of them</td></tr>
 * <tr><td>{@code marked TIME}</td><td>{@code pairs} between two system calls on paths that {@link Mark} names</td>
 *     <td>how many pairs</td></tr>
 * </table>
 */
public final class RivalMain {

    private RivalMain() {}

    /**
     * Obeys until its input ends.
     *
     * @param args a {@link JavaRival} and what it opens
     */
    public static void main(String[] args) throws IOException {
        try (Pair pair = JavaRival.valueOf(args[0]).open(args[1])) {
            obey(pair);
        }
    }

    /** Answers what comes from the standard input until it ends. */
    public static void obey(Pair pair) throws IOException {
        Commands commands = new Commands(pair);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(commands.obey(line.split(" ")));
        }
        commands.obey("free");
    }
}

package io.globallock.cli;

import java.io.IOException;
import java.nio.file.Files;

/** Uses what the commands use, on a lock of its own, so that the launcher can keep the loaded classes for later starts. */
public final class Rehearsal {

    private Rehearsal() {}

    /** Leaves nothing. */
    public static void main(String[] args) throws IOException {
        String lock = "global-lock-rehearsal-" + ProcessHandle.current().pid();
        Console nobody = Console.standard(); // which the launcher leads nowhere, with the classes of a real one
        String[][] lines = {
            {lock, "get", "-t", "0"},
            {lock, "get", "-n"},
            {lock, "state"},
            {lock, "state", "--json"},
            {lock, "unget"},
            {lock, "get", "-a", "0.001"},
            {lock, "run", "--", "true"},
            {lock, "state"},
            {"list"},
            {"list", "--json"},
            {"doctor", lock},
            {"reap", lock},
        };
        try {
            for (String[] line : lines) {
                GlobalLockCommand.run(line, nobody);
            }
        } finally {
            Files.deleteIfExists(Semaphores.file(lock));
        }
    }
}

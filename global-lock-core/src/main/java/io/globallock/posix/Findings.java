package io.globallock.posix;

import java.util.List;
import java.util.Optional;

/**
 * What a look at a semaphore has found and done.
 *
 * @param problems what an operator should know, each text once
 * @param freedToken the token that was drawn when it freed the hold of a dead owner; 0: it freed none
 * @param freedFrom what that owner wrote about itself; empty if it freed nothing, or the owner wrote nothing
 */
public record Findings(List<String> problems, long freedToken, Optional<HolderRecord> freedFrom) {

    public Findings {
        problems = List.copyOf(problems);
    }
}

package io.globallock;

/**
 * The moments of a claim's life inside the JVM at which a test may end the process or throw; those of the word are the protocol's. Here
 * they are names that do nothing; the tests put a class of the same name in front of this one.
 */
enum ClaimStep {
    PERMIT_TAKEN,
    GATE_PASSED,
    BEFORE_PERMIT_BACK,
    AFTER_PERMIT_BACK,
    HELPER_ASKED,
    HELPER_WORKS,
    HELPER_HAS_ANSWER,
    REAPER_ROUND,
    REAPER_MENDS;

    void reached() {}
}

package io.globallock.kill;

/**
 * How much the kill tests do. {@code -Dglobal-lock.test.long=true} asks for the long run of all of them; each can be set by
 * its own system property as well.
 */
enum Amount {
    /** {@code global-lock.test.kills}. */
    KILLS("kills", 100, 2000),
    /** {@code global-lock.test.takeovers}: with a takeover delay of zero. */
    TAKEOVERS("takeovers", 12, 200),
    /** {@code global-lock.test.slow-takeovers}: each waits out the default takeover delay. */
    SLOW_TAKEOVERS("slow-takeovers", 2, 20),
    /** {@code global-lock.test.supervisor-runs}. */
    SUPERVISOR_RUNS("supervisor-runs", 4, 40);

    private final String key;
    private final int usual;
    private final int many;

    Amount(String key, int usual, int many) {
        this.key = "global-lock.test." + key;
        this.usual = usual;
        this.many = many;
    }

    int get() {
        return Integer.getInteger(key, Boolean.getBoolean("global-lock.test.long") ? many : usual);
    }
}

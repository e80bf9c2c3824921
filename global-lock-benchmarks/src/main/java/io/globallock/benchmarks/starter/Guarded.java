package io.globallock.benchmarks.starter;

import io.globallock.spring.annotation.GlobalLocked;

/** A bean whose method does nothing, so that all it costs is what stands around it. */
class Guarded {

    static final String KEY = "bench";

    @GlobalLocked(KEY)
    public void nothing() {}
}

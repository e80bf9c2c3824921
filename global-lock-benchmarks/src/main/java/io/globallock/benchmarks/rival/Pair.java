package io.globallock.benchmarks.rival;

/** One claim and one release of something that locks. A JVM measures one kind only, so that its loop calls it directly. */
public interface Pair extends AutoCloseable {

    /** Takes it and gives it back; nobody else uses it. */
    void once();

    @Override
    void close();
}

package io.globallock.benchmarks.rival;

/** The least that a JVM can be asked for. */
public final class Nothing {

    private Nothing() {}

    /** Does it. */
    public static void main(String[] args) {}
}

package io.globallock;

import io.globallock.posix.SemaphoreName;

/** Opens the gate that the options ask for. */
final class Gates {

    private Gates() {}

    static Gate open(SemaphoreName name, LockOptions options) {
        Mechanism mechanism = options.mechanism().orElse(Mechanism.LOCAL);
        return switch (mechanism) {
            case LOCAL, SINGLE -> new LocalGate(name.text(), mechanism);
            case OWNED, PLAIN -> throw new UnsupportedOperationException("coming");
        };
    }
}

package io.globallock;

import io.globallock.posix.PosixException;
import io.globallock.posix.SemaphoreName;
import io.globallock.posix.SemaphoreRefusedException;
import java.util.Locale;

/** Opens the gate that the options ask for. */
final class Gates {

    private Gates() {}

    /** @throws LockUnavailableException if that cannot be done here */
    static Gate open(SemaphoreName name, LockOptions options) {
        Mechanism mechanism = options.mechanism().orElseGet(Gates::usual);
        try {
            return switch (mechanism) {
                case LOCAL, SINGLE -> new LocalGate(name.text(), mechanism);
                case PLAIN -> new PlainGate(name, options);
                case OWNED -> new OwnedGate(name, options);
            };
        } catch (PosixException | SemaphoreRefusedException | IllegalStateException e) {
            throw unavailable(name, mechanism, e);
        } catch (LinkageError e) {
            throw unavailable(name, mechanism, e);
        }
    }

    private static Mechanism usual() {
        boolean mac =
                System.getProperty("os.name", "?").toLowerCase(Locale.ROOT).contains("mac");
        return mac ? Mechanism.PLAIN : Mechanism.OWNED;
    }

    private static LockUnavailableException unavailable(SemaphoreName name, Mechanism mechanism, Throwable cause) {
        return new LockUnavailableException(
                name.text(),
                "Lock " + name.text() + " (mechanism " + mechanism + ") cannot be opened: " + cause.getMessage(),
                cause);
    }
}

package io.globallock;

import io.globallock.posix.PosixException;
import io.globallock.posix.SemaphoreName;
import io.globallock.posix.SemaphoreRefusedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Locale;
import java.util.Optional;

/** Opens the gate that the options ask for. */
final class Gates {

    private Gates() {}

    /** @throws LockUnavailableException if that cannot be done here */
    static Gate open(SemaphoreName name, LockOptions options) {
        Mechanism mechanism = options.mechanism().orElseGet(Gates::usual);
        try {
            return switch (mechanism) {
                case LOCAL, SINGLE -> new LocalGate(name.text(), mechanism);
                case PLAIN -> new PlainGate(refuseFileName(name), options);
                case OWNED -> new OwnedGate(refuseFileName(name), options);
            };
        } catch (PosixException | SemaphoreRefusedException | IllegalStateException e) {
            throw unavailable(name, mechanism, e);
        } catch (LinkageError e) {
            throw unavailable(name, mechanism, e);
        }
    }

    /** Who opens sem.X has copied it from ls /dev/shm, means X, and would exclude nobody. A semaphore that is called so exists. */
    private static SemaphoreName refuseFileName(SemaphoreName name) {
        Optional<SemaphoreName> meant = name.meant();
        if (meant.isPresent() && !Files.exists(name.path(), LinkOption.NOFOLLOW_LINKS)) {
            throw new IllegalStateException(
                    "\"" + name.text() + "\" is the name of a file in /dev/shm, and the lock in it is \""
                            + meant.get().text() + "\": use that name. No semaphore exists that is really called "
                            + name.text() + ".");
        }
        return name;
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

package io.globallock.fault;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.Holder;
import io.globallock.LockInspector;
import io.globallock.LockOptions;
import io.globallock.LockStatus;
import io.globallock.LockUnavailableException;
import io.globallock.Mechanism;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Fills a small {@code /dev/shm} of its own and says what becomes of locks there. Arguments: mechanism, a lock to open before,
 * one that another program made before, a new one.
 */
final class OpensInFullMemory {

    private static final Path FILLER = Path.of("/dev/shm/filler");

    private final GlobalLocks locks;

    private OpensInFullMemory(Mechanism mechanism) {
        locks = GlobalLocks.create(LockOptions.defaults().withMechanism(mechanism));
    }

    public static void main(String[] args) throws IOException {
        try (GlobalLocks foreign = GlobalLocks.create(LockOptions.defaults().withMechanism(Mechanism.PLAIN))) {
            foreign.get(args[2]).close(); // as libc makes it: 32 bytes
        }
        OpensInFullMemory test = new OpensInFullMemory(Mechanism.valueOf(args[0]));
        GlobalLock before = test.locks.get(args[1]);
        fill();
        System.out.println("new: " + test.use(args[3]));
        System.out.println("open: " + use(before));
        System.out.println("existing: " + test.use(args[2]));
        System.out.println("left behind: " + Files.exists(Path.of("/dev/shm/sem." + args[3])));
        Files.delete(FILLER);
        System.out.println("new, with room: " + test.use(args[3]));
    }

    private static void fill() {
        try (OutputStream filler = Files.newOutputStream(FILLER)) {
            while (true) {
                filler.write(new byte[4096]);
            }
        } catch (IOException e) {
            // Full.
        }
    }

    private String use(String name) {
        try {
            return use(locks.get(name));
        } catch (LockUnavailableException e) {
            return e.getMessage();
        }
    }

    private static String use(GlobalLock lock) {
        try (Claim claim = lock.claim()) {
            // As other processes see it: from the record in the file.
            String holder = LockInspector.inspect(lock.name())
                    .flatMap(LockStatus::holder)
                    .flatMap(Holder::label)
                    .orElse("nobody known");
            return "held by " + holder + ", released " + claim.release() + ", value "
                    + lock.value().orElseThrow();
        }
    }
}

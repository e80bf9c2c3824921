package io.globallock.fault;

import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.LockOptions;
import io.globallock.LockUnavailableException;
import io.globallock.Mechanism;
import io.globallock.posix.NamedSemaphore;
import io.globallock.posix.SemaphoreName;
import io.globallock.posix.SemaphoreOpening;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Uses up its file descriptors, gives back one after the other, and says each time whether another lock can be opened then,
 * while the one that is open is used. Arguments: the open lock, the other one, a name at which no lock can be opened.
 */
final class OpensWithoutDescriptors {

    private static final int MOST_FREE = 6;

    private final GlobalLocks locks = GlobalLocks.create(LockOptions.defaults().withMechanism(Mechanism.OWNED));
    private final Deque<FileInputStream> used = new ArrayDeque<>();

    private OpensWithoutDescriptors() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        new OpensWithoutDescriptors().run(args[0], args[1], args[2]);
    }

    private void run(String openName, String otherName, String impossibleName)
            throws IOException, InterruptedException {
        GlobalLock open = locks.get(openName);
        open.claim().release();
        open(impossibleName); // loads what an error needs
        awaitTheReaper(open);
        useUp();
        for (int free = 0; free <= MOST_FREE; free++) {
            // The second try shows whether the first one has kept a descriptor.
            String first = open(otherName);
            System.out.println(free + " free: " + (first.equals(open(otherName)) ? first : "not the same twice")
                    + (open.claim().release() ? "" : "; and the open lock is lost"));
            used.pop().close();
        }
    }

    /** Until it has done a whole round, and so loaded what it needs: the second post is removed after the first round. */
    private static void awaitTheReaper(GlobalLock open) throws InterruptedException {
        SemaphoreOpening existing = SemaphoreOpening.existing();
        try (NamedSemaphore semaphore = NamedSemaphore.open(SemaphoreName.of(open.name()), existing)) {
            for (int i = 0; i < 2; i++) {
                semaphore.post();
                while (open.value().getAsLong() > 1) {
                    Thread.sleep(10);
                }
            }
        }
    }

    private void useUp() {
        try {
            while (true) {
                used.push(new FileInputStream(Path.of("/dev/null").toFile()));
            }
        } catch (IOException e) {
            // None left.
        }
    }

    private String open(String name) {
        try (GlobalLock lock = locks.get(name)) {
            return lock.claim().release() ? "opened" : "lost";
        } catch (LockUnavailableException e) {
            return e.getMessage();
        }
    }
}

package io.globallock.peer;

import io.globallock.Claim;
import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.globallock.LockOptions;
import io.globallock.Mechanism;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The main class of child JVMs that use a {@link GlobalLock}. It opens the lock at the first command that needs it.
 *
 * <p>Arguments: lock, mechanism, takeover delay in milliseconds, canary, participant. Commands and answers:
 *
 * <pre>
 * warm NAME          ok: opened, used and closed another lock, so that all code is loaded
 * set KEY VALUE      ok: a system property
 * get KEY            a system property, or -
 * use NAME           ok: the commands are about another lock from now on
 * open               ok
 * claim MILLIS       true | false; -1 waits for ever, 0 tries
 * recursive MILLIS   the same, with a recursive claim
 * virtual MILLIS     the same, with a detached claim that a virtual thread makes
 * release            what Claim.release() says; may be repeated after an Error
 * thread MILLIS      claim and release in another thread: true | false
 * enter MILLIS       claim, and sign in at the canary
 * leave              sign out, and release
 * force              what forceRelease says
 * value              the semaphore's value
 * state              the status's state
 * holder             the holder's pid, or -
 * takeovers          the semaphore's count
 * contend MILLIS HOLD GAP LOCKED    how often it was inside: up to HOLD us inside (busy up to 100), up to GAP outside
 * storm MILLIS HOLD GAP             the same with every kind of claim, while the lines !interrupt, !cancel and !reopen, which have no
 *                    answer, do that to it
 * close              ok: the lock is closed; the next command opens it again
 * </pre>
 *
 * <p>An Error is answered with {@code struck} and what it was, an exception with {@code error}. The process ends when its standard input does, whatever it is doing.
 */
public final class LockPeer {

    private static final Logger LOG = System.getLogger(LockPeer.class.getName());

    private String name;
    private final LockOptions options;
    private final int participant;
    private final Canary canary;
    private final GlobalLocks locks;
    private final Storm storm;
    private @Nullable GlobalLock lock;
    private @Nullable Claim claim;

    private LockPeer(String[] args) {
        this.name = args[0];
        this.options = LockOptions.defaults()
                .withMechanism(Mechanism.valueOf(args[1]))
                .withTakeoverDelay(Duration.ofMillis(Long.parseLong(args[2])));
        this.canary = Canary.open(Path.of(args[3]));
        this.participant = Integer.parseInt(args[4]);
        this.locks = GlobalLocks.create(options);
        this.storm = new Storm(canary, participant, this::lock, this::close);
        StepListener.ofThisJvm().ifPresent(locks::addListener);
    }

    /** Starts a child JVM; not ready yet: see {@link Peer#awaitReady()}. */
    public static Peer start(String lock, Mechanism mechanism, Duration takeoverDelay, Canary canary, int participant) {
        return ChildJvm.of(LockPeer.class).start(lock, mechanism, takeoverDelay.toMillis(), canary.path(), participant);
    }

    public static void main(String[] args) throws InterruptedException {
        LockPeer peer = new LockPeer(args);
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> peer.read(lines), "commands");
        reader.setDaemon(true);
        reader.start();
        answer("ready");
        while (true) {
            String line = lines.take();
            try {
                answer(peer.obey(line.split(" ")));
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, line, e);
                answer("error " + line + ": " + e);
            } catch (Error e) {
                answer("struck " + e);
            }
        }
    }

    private void read(BlockingQueue<String> lines) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            in.lines().filter(line -> !storm.obey(line)).forEach(lines::add);
        } catch (IOException e) {
            LOG.log(Level.ERROR, "no more commands", e);
        }
        Runtime.getRuntime().halt(0);
    }

    private static void answer(String text) {
        System.out.println(text.replace('\n', ' '));
        System.out.flush();
    }

    private String obey(String[] words) throws InterruptedException {
        return switch (words[0]) {
            case "warm" -> warm(words[1]);
            case "set" -> {
                System.setProperty(words[1], words[2]);
                yield "ok";
            }
            case "get" -> System.getProperty(words[1], "-");
            case "use" -> {
                name = words[1];
                lock = null;
                claim = null;
                yield "ok";
            }
            case "open" -> {
                lock();
                yield "ok";
            }
            case "claim" -> Boolean.toString(claim(Long.parseLong(words[1])));
            case "recursive" ->
                Boolean.toString(won(lock().tryClaimRecursive(Duration.ofMillis(Long.parseLong(words[1])))));
            case "virtual" -> Boolean.toString(claimInVirtualThread(Duration.ofMillis(Long.parseLong(words[1]))));
            case "release" -> Boolean.toString(release());
            case "thread" -> Boolean.toString(claimInAnotherThread(Duration.ofMillis(Long.parseLong(words[1]))));
            case "enter" -> Boolean.toString(enter(Long.parseLong(words[1])));
            case "leave" -> {
                canary.signOut(participant);
                yield Boolean.toString(release());
            }
            case "force" -> Boolean.toString(lock().forceRelease("a test asked for it"));
            case "value" -> Long.toString(lock().value().orElse(-1));
            case "state" -> lock().status().state().toString();
            case "holder" -> holder();
            case "takeovers" ->
                Long.toString(lock().status().counters().orElseThrow().takeovers());
            case "contend" -> Long.toString(contention(words).run(lock(), canary, participant));
            case "storm" ->
                Long.toString(storm.run(
                        Duration.ofMillis(Long.parseLong(words[1])),
                        Integer.parseInt(words[2]),
                        Integer.parseInt(words[3])));
            case "close" -> {
                close();
                yield "ok";
            }
            default -> "error unknown command " + words[0];
        };
    }

    private static Contention contention(String[] words) {
        return new Contention(
                Duration.ofMillis(Long.parseLong(words[1])),
                Integer.parseInt(words[2]),
                Integer.parseInt(words[3]),
                words[4].equals("1"));
    }

    private GlobalLock lock() {
        GlobalLock open = lock;
        if (open == null) {
            open = locks.get(name);
            lock = open;
        }
        return open;
    }

    /** A claim that was just cancelled may have its helper for a moment: then the lock says that it is being claimed. */
    private void close() {
        long start = System.nanoTime();
        while (true) {
            try {
                lock().close();
                lock = null;
                return;
            } catch (IllegalStateException e) {
                boolean winding = String.valueOf(e.getMessage()).contains("being claimed");
                if (!winding
                        || System.nanoTime() - start > Duration.ofSeconds(5).toNanos()) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            }
        }
    }

    private String warm(String other) {
        try (GlobalLock spare = locks.get(other, options)) {
            for (int i = 0; i < 100; i++) {
                spare.claim(Duration.ofSeconds(10)).release();
            }
            spare.status();
        }
        canary.isStopped();
        Liveness.isDead(ProcessHandle.current().pid());
        return "ok";
    }

    private boolean claim(long millis) {
        if (millis < 0) {
            claim = lock().claim();
            return true;
        }
        return won(millis == 0 ? lock().tryClaim() : lock().tryClaim(Duration.ofMillis(millis)));
    }

    private boolean won(Optional<Claim> attempt) {
        attempt.ifPresent(it -> claim = it);
        return attempt.isPresent();
    }

    private boolean claimInAnotherThread(Duration timeout) throws InterruptedException {
        AtomicBoolean entered = new AtomicBoolean();
        GlobalLock open = lock();
        Thread other = new Thread(
                () -> entered.set(open.tryClaim(timeout).map(Claim::release).orElse(false)), "other");
        other.start();
        other.join();
        return entered.get();
    }

    private boolean claimInVirtualThread(Duration timeout) throws InterruptedException {
        GlobalLock open = lock();
        VirtualCall<Optional<Claim>> call = VirtualCall.start(() -> open.tryClaimDetached(timeout));
        return won(call.await());
    }

    private boolean enter(long millis) {
        boolean inside = claim(millis);
        if (inside) {
            canary.signIn(participant);
        }
        return inside;
    }

    private boolean release() {
        Claim held = claim;
        if (held == null) {
            throw new IllegalStateException("nothing is claimed");
        }
        boolean released = held.release();
        claim = null;
        return released;
    }

    private String holder() {
        return lock().holder()
                .filter(holder -> holder.pid().isPresent())
                .map(holder -> Long.toString(holder.pid().getAsLong()))
                .orElse("-");
    }
}

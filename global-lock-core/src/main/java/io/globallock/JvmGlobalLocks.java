package io.globallock;

import io.globallock.posix.SemaphoreName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One user of the JVM's locks, with default options and listeners of its own. */
final class JvmGlobalLocks implements GlobalLocks {

    private final LockOptions defaults;
    private final Map<String, GatedLock> locks = new ConcurrentHashMap<>();
    private final List<LockListener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    JvmGlobalLocks(LockOptions defaults) {
        this.defaults = defaults;
    }

    @Override
    public GlobalLock get(String name) {
        return open(SemaphoreName.of(name), null);
    }

    @Override
    public GlobalLock get(String name, LockOptions options) {
        return open(SemaphoreName.of(name), options);
    }

    private synchronized GlobalLock open(SemaphoreName name, @Nullable LockOptions options) {
        if (closed) {
            throw new LockClosedException(
                    name.text(), "The GlobalLocks that should open " + name.text() + " is closed.");
        }
        GatedLock known = locks.get(name.text());
        boolean open = known != null && !known.entrance().isClosed();
        if (known != null && open && (options == null || options.equals(known.options()))) {
            return known;
        }
        GatedLock lock = LockRegistry.JVM.open(name, defaults, options);
        listeners.forEach(lock.entrance().events()::add);
        locks.put(name.text(), lock);
        return lock;
    }

    @Override
    public Collection<GlobalLock> locks() {
        return locks.values().stream()
                .filter(lock -> !lock.entrance().isClosed())
                .map(GlobalLock.class::cast)
                .toList();
    }

    @Override
    public synchronized void addListener(LockListener listener) {
        listeners.add(listener);
        locks.values().forEach(lock -> lock.entrance().events().add(listener));
    }

    @Override
    public synchronized void removeListener(LockListener listener) {
        listeners.remove(listener);
        locks.values().forEach(lock -> lock.entrance().events().remove(listener));
    }

    @Override
    public synchronized void close() {
        closed = true;
        Throwable failure = null;
        for (GatedLock lock : List.copyOf(locks.values())) {
            try {
                LockRegistry.JVM.leave(lock);
                listeners.forEach(lock.entrance().events()::remove);
                locks.remove(lock.name(), lock);
            } catch (RuntimeException | Error e) { // of one lock: the others are closed all the same
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure instanceof Error error) {
            throw error;
        } else if (failure instanceof RuntimeException held) {
            throw held;
        }
    }
}

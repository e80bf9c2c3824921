package io.globallock.spring.metrics;

import io.globallock.GlobalLock;
import io.globallock.GlobalLocks;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Meters of locks, tagged {@code lock} = the application's key; only configured locks have any.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>type</th><th>unit</th><th>what</th></tr>
 * <tr><td>{@code globallock.claim}</td><td>timer</td><td>seconds</td>
 *     <td>how long claims of this JVM took; tag {@code outcome} = acquired, timeout, interrupted or failed</td></tr>
 * <tr><td>{@code globallock.claim.active}</td><td>long task timer</td><td>seconds</td>
 *     <td>claims of this JVM that wait now</td></tr>
 * <tr><td>{@code globallock.hold}</td><td>timer</td><td>seconds</td><td>how long this JVM held the lock</td></tr>
 * <tr><td>{@code globallock.hold.active}</td><td>gauge</td><td>seconds</td>
 *     <td>how long the present hold lasts, of any process that is known; 0: free</td></tr>
 * <tr><td>{@code globallock.hold.exceeded}</td><td>counter</td><td>-</td>
 *     <td>holds that lasted longer than {@code max-hold}, seen by this JVM</td></tr>
 * <tr><td>{@code globallock.claimed}</td><td>gauge</td><td>-</td><td>1 if anybody holds the lock, else 0</td></tr>
 * <tr><td>{@code globallock.waiters}</td><td>gauge</td><td>-</td>
 *     <td>waiting processes plus waiting threads of this JVM</td></tr>
 * <tr><td>{@code globallock.takeovers}</td><td>counter</td><td>-</td>
 *     <td>holds of dead processes that were taken over, machine-wide</td></tr>
 * <tr><td>{@code globallock.absorbed}</td><td>counter</td><td>-</td>
 *     <td>posts too many that were removed, machine-wide</td></tr>
 * <tr><td>{@code globallock.forced}</td><td>counter</td><td>-</td><td>forced releases, machine-wide</td></tr>
 * <tr><td>{@code globallock.lost}</td><td>counter</td><td>-</td>
 *     <td>claims that had been forced out at their release, machine-wide</td></tr>
 * </table>
 *
 * <p>The last four are registered for mechanisms that keep them in shared memory, which is {@code owned}.
 */
public final class GlobalLockMetrics implements MeterBinder {

    private final GlobalLocks locks;
    private final Supplier<Map<String, GlobalLock>> keyed;
    private final ToLongFunction<GlobalLock> exceeded;

    /**
     * Meters for some of the locks.
     *
     * @param locks whose events are recorded
     * @param keyed the measured locks by key; asked when a registry is bound
     * @param exceeded how many holds of a lock were too long so far
     */
    public GlobalLockMetrics(
            GlobalLocks locks, Supplier<Map<String, GlobalLock>> keyed, ToLongFunction<GlobalLock> exceeded) {
        this.locks = locks;
        this.keyed = keyed;
        this.exceeded = exceeded;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Map<String, LockTimers> timers = new HashMap<>();
        keyed.get().forEach((key, lock) -> {
            LockGauges.register(registry, key, lock);
            FunctionCounter.builder("globallock.hold.exceeded", lock, exceeded::applyAsLong)
                    .description("Holds that lasted longer than max-hold, seen by this JVM")
                    .tag("lock", key)
                    .register(registry);
            if (lock.name() != null) { // a mock has no events
                timers.put(lock.name(), new LockTimers(registry, key));
            }
        });
        locks.addListener(new TimerListener(timers));
    }
}

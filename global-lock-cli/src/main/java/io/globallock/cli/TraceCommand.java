package io.globallock.cli;

import io.globallock.LockInspector;
import io.globallock.LockStatus;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code LOCK trace}: a line for every look, until Ctrl-C or until nobody reads any more. */
final class TraceCommand {

    private static final double UPDATE_SECONDS = 0.5;

    private final String lock;
    private final Answers answers;
    private final boolean json;
    private final boolean onlyChanges;
    private final Console console;
    private final ClaimRate rate = new ClaimRate();
    private @Nullable Object last;

    private TraceCommand(Arguments arguments, Console console) {
        this.lock = arguments.lock();
        this.answers = Answers.of(arguments);
        this.json = arguments.has(Option.JSON);
        this.onlyChanges = arguments.has(Option.CHANGES);
        this.console = console;
    }

    static int run(Arguments arguments, Console console) {
        Semaphores.checkShm();
        TraceCommand trace = new TraceCommand(arguments, console);
        Duration update = arguments.duration(Option.UPDATE, UPDATE_SECONDS);
        do {
            trace.look();
        } while (!console.isClosed() && Pause.forTime(update));
        return ExitStatus.DONE;
    }

    private void look() {
        Optional<LockStatus> seen = LockInspector.inspect(lock);
        double claimsPerSecond = rate.next(seen, System.nanoTime());
        Object facts = seen.map(TraceCommand::facts).orElse("absent");
        if (onlyChanges && facts.equals(last)) {
            return;
        }
        last = facts;
        if (json) {
            console.write(TraceJson.text(Semaphores.bare(lock), seen, claimsPerSecond));
        } else {
            console.say(answers.compat() && seen.isPresent() ? answers.state(seen.get()) : line(seen, claimsPerSecond));
        }
    }

    /** What makes a line new: not that the same hold lasts longer. */
    private static Object facts(LockStatus status) {
        return status.state() + " " + StatusText.value(status) + " " + status.waiters() + " " + status.token();
    }

    private StringBuilder line(Optional<LockStatus> seen, double claimsPerSecond) {
        StringBuilder text = new StringBuilder(Clock.now()).append("  ");
        if (seen.isEmpty()) {
            return text.append('<').append(Semaphores.bare(lock)).append("> does not exist");
        }
        text.append(StatusText.line(seen.get()));
        if (claimsPerSecond >= 0) {
            text.append(", ").append(Durations.tenths(claimsPerSecond)).append(" claims/s");
        }
        return text;
    }
}

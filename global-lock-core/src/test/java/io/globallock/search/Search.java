package io.globallock.search;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Plays a scenario again and again, each time in another order: half of them systematic, the others random. */
final class Search {

    static final int SCHEDULES = Integer.getInteger("global-lock.test.schedules", 3000);

    /** Of the random orders. Another for each run of the tests, unless one is given. */
    static final long SEED = Long.getLong("global-lock.test.seed", System.nanoTime());

    private static final int MOST_ACTORS = 5;

    /** Nothing of the log is searched; and the warnings of thousands of schedules are nobody's to read. */
    private static final List<Edit> WITHOUT_LOG =
            List.of(Edit.skip("Events", "isDebug", "isLoggable", 1), Edit.skip("Events", "log", "isLoggable", 1));

    /** A wait as that of a virtual thread: by a helper. */
    private static final Edit AS_VIRTUAL = Edit.affirm("Entrance", "enterGate", "isVirtual", 1);

    private static final List<Actor> ACTORS =
            IntStream.range(0, MOST_ACTORS).mapToObj(Actor::new).toList();

    static {
        ACTORS.forEach(Thread::start);
    }

    private final Constructor<?> maker;
    private final SystematicOrder systematic = new SystematicOrder();
    private final SplittableRandom seeds = new SplittableRandom(SEED);
    private int played;
    private boolean exhausted;

    private Search(Constructor<?> maker) {
        this.maker = maker;
    }

    /** The scenario before the library, of which one place may have been edited. */
    static Search of(Scenario scenario, @Nullable Edit mutation) throws ReflectiveOperationException {
        List<Edit> edits = new ArrayList<>(WITHOUT_LOG);
        if (scenario.isVirtual()) {
            edits.add(AS_VIRTUAL);
        }
        if (mutation != null) {
            edits.add(mutation);
        }
        Constructor<?> maker =
                VariantLoader.of(edits).loadClass(scenario.type()).getDeclaredConstructor();
        maker.setAccessible(true);
        return new Search(maker);
    }

    /** Plays that many schedules, or fewer if one fails. What failed and how to see it again, or null. */
    @Nullable
    AssertionError run(int schedules) throws ReflectiveOperationException {
        while (played < schedules / 2 && !exhausted) {
            Throwable failure = play(systematic, null);
            if (failure != null) {
                systematic.rewind();
                return told(failure, systematic);
            }
            played += systematic.isRepetition() ? 0 : 1;
            exhausted = !systematic.advance();
        }
        while (played < schedules) {
            long seed = seeds.nextLong();
            Throwable failure = play(new RandomOrder(seed), null);
            if (failure != null) {
                return told(failure, new RandomOrder(seed));
            }
            played++;
        }
        return null;
    }

    private static @Nullable Throwable played(Play play, Order order, @Nullable List<String> trace) {
        return new Schedule(ACTORS, play, order, trace).run();
    }

    private @Nullable Throwable play(Order order, @Nullable List<String> trace) throws ReflectiveOperationException {
        return played((Play) maker.newInstance(), order, trace);
    }

    /** Plays it once more, and writes down who was interrupted where. */
    private AssertionError told(Throwable failure, Order same) throws ReflectiveOperationException {
        List<String> trace = new ArrayList<>();
        Throwable again = play(same, trace);
        String text = failure.getMessage() + "\nafter " + played + " schedules of " + maker.getDeclaringClass()
                + ", with -Dglobal-lock.test.seed=" + SEED + ", " + same
                + (again == null ? "\nnot again, so the trace is of another" : "") + "\n" + String.join("\n", trace);
        return new AssertionError(text, failure);
    }

    /** How many there were. */
    @Override
    public String toString() {
        return played + " schedules, systematic ones with up to " + systematic.bound() + " interruptions"
                + (exhausted ? ", of which there are no more" : "");
    }
}

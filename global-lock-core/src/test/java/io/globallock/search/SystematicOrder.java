package io.globallock.search;

import java.util.ArrayList;
import java.util.List;

/**
 * One schedule after the other: all those in which no thread is interrupted, then all with one interruption, then two, and so on up to
 * a few. Most mistakes need no more, and those with more are too many.
 */
final class SystematicOrder implements Order {

    private static final int MOST_INTERRUPTIONS = 4;

    private final List<Choice> choices = new ArrayList<>();
    private int at;
    private int bound;

    private static final class Choice {
        final int options;
        final int free;
        int taken;

        Choice(int options, int free) {
            this.options = options;
            this.free = free;
        }

        boolean interrupts() {
            return taken >= free;
        }
    }

    @Override
    public int next(int options, int free) {
        if (at == choices.size()) {
            choices.add(new Choice(options, free));
        }
        Choice choice = choices.get(at++);
        if (choice.options != options || choice.free != free) {
            throw new IllegalStateException("the scenario is not the same each time: " + this);
        }
        return choice.taken;
    }

    /** Goes on to the next schedule. False: there is no other with few interruptions. */
    boolean advance() {
        at = 0;
        if (increment()) {
            return true;
        }
        if (bound == MOST_INTERRUPTIONS) {
            return false;
        }
        bound++;
        return true;
    }

    /** Whether the schedule that just ran was already run with a smaller bound. */
    boolean isRepetition() {
        return interruptions(choices.size()) < bound;
    }

    private boolean increment() {
        for (int i = choices.size() - 1; i >= 0; i--) {
            Choice last = choices.get(i);
            int next = last.taken + 1;
            if (next < last.options && (next < last.free || interruptions(i) < bound)) {
                last.taken = next;
                return true;
            }
            choices.remove(i);
        }
        return false;
    }

    private int interruptions(int before) {
        int count = 0;
        for (int i = 0; i < before; i++) {
            count += choices.get(i).interrupts() ? 1 : 0;
        }
        return count;
    }

    /** For the same schedule again. */
    void rewind() {
        at = 0;
    }

    int bound() {
        return bound;
    }

    @Override
    public String toString() {
        StringBuilder taken = new StringBuilder();
        choices.forEach(choice -> taken.append(choice.taken));
        return "systematic, choices " + taken;
    }
}

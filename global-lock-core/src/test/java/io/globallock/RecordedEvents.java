package io.globallock;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Writes down what a listener is told, one word for each event, in the order of arrival. */
final class RecordedEvents implements LockListener {

    private final Queue<String> words = new ConcurrentLinkedQueue<>();

    /** All words so far. */
    List<String> words() {
        return List.copyOf(words);
    }

    /** How often a word was written. */
    long count(String word) {
        return words.stream().filter(word::equals).count();
    }

    void clear() {
        words.clear();
    }

    @Override
    public void waiting(GlobalLock lock) {
        words.add("waiting");
    }

    @Override
    public void claimed(GlobalLock lock, Claim claim, Duration waited) {
        words.add("claimed");
    }

    @Override
    public void timedOut(GlobalLock lock, Duration waited) {
        words.add("timedOut");
    }

    @Override
    public void interrupted(GlobalLock lock, Duration waited) {
        words.add("interrupted");
    }

    @Override
    public void failed(GlobalLock lock, Duration waited, RuntimeException cause) {
        words.add("failed");
    }

    @Override
    public void released(GlobalLock lock, Claim claim, Duration held) {
        words.add("released");
    }

    @Override
    public void takenOver(GlobalLock lock, Optional<Holder> deadHolder) {
        words.add("takenOver");
    }

    @Override
    public void lost(GlobalLock lock, Claim claim) {
        words.add("lost");
    }

    @Override
    public void forced(GlobalLock lock, String reason, Optional<Holder> forcedOut) {
        words.add("forced: " + reason);
    }

    @Override
    public void threadEnded(GlobalLock lock, Claim claim) {
        words.add("threadEnded");
    }

    @Override
    public void problem(GlobalLock lock, String what) {
        words.add("problem: " + what);
    }
}

package io.globallock;

import java.text.MessageFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** What the library logs while this is open, DEBUG included. System.Logger ends in java.util.logging here. */
final class CapturedLog extends Handler implements AutoCloseable {

    // Kept, or the garbage collector could take the logger and its handler.
    private final Logger logger = Logger.getLogger("io.globallock");
    private final Level levelBefore = logger.getLevel();
    private final Queue<LogRecord> records = new ConcurrentLinkedQueue<>();

    CapturedLog() {
        setLevel(Level.ALL);
        logger.setLevel(Level.ALL);
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    /** The messages of a level that mention the lock. */
    List<String> messages(Level level, GlobalLock lock) {
        return records(level)
                .map(CapturedLog::text)
                .filter(text -> text.contains(lock.name()))
                .toList();
    }

    /** What was logged with an exception. */
    List<Throwable> failures(Level level) {
        return records(level).map(LogRecord::getThrown).toList();
    }

    private Stream<LogRecord> records(Level level) {
        return records.stream().filter(entry -> entry.getLevel().equals(level));
    }

    private static String text(LogRecord entry) {
        Object[] parameters = entry.getParameters();
        return parameters == null || parameters.length == 0
                ? entry.getMessage()
                : MessageFormat.format(entry.getMessage(), parameters);
    }

    @Override
    public void publish(LogRecord entry) {
        records.add(entry);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
        logger.setLevel(levelBefore);
    }
}

package io.globallock.posix;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A file that is to be looked at only, opened without native code and without a wait, even if it has become a pipe since it was looked
 * at: opening one for reading waits for a writer, and Java has no O_NONBLOCK.
 */
final class ReadOnlyFile {

    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    /** As for reading: of a pipe it never waits (fifo(7)). Nothing is written. */
    private static final Set<OpenOption> READ_WITHOUT_WAIT =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private static final long LONGEST_OPEN_SECONDS = 1;

    private ReadOnlyFile() {}

    /** What the name leads to, not followed. */
    static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** @throws IOException if it cannot be read, or not at once */
    static FileChannel open(Path path) throws IOException {
        try {
            return FileChannel.open(path, READ_WITHOUT_WAIT);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (FileSystemException e) {
            return openForReading(path); // it may be read only
        }
    }

    /** In a thread of its own, which a pipe keeps. */
    private static FileChannel openForReading(Path path) throws IOException {
        Opening opening = new Opening(path);
        Thread opener = new Thread(opening, "global-lock opens " + path);
        opener.setDaemon(true);
        opener.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return opening.get(LONGEST_OPEN_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    interrupted = true; // a look is over soon, and keeps it
                } catch (TimeoutException e) {
                    if (!opening.cancel(false)) {
                        continue; // it has just opened
                    }
                    throw new FileSystemException(path.toString(), null, "is no regular file: to open it waits");
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof IOException cause) {
                        throw cause;
                    }
                    throw new IOException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Closes what comes too late. */
    private static final class Opening extends FutureTask<FileChannel> {

        Opening(Path path) {
            super(() -> FileChannel.open(path, READ));
        }

        @Override
        protected void set(FileChannel channel) {
            super.set(channel);
            if (isCancelled()) {
                try {
                    channel.close();
                } catch (IOException e) {
                    // It was only opened.
                }
            }
        }
    }
}

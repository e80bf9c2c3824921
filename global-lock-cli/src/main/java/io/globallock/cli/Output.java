package io.globallock.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A standard stream that remembers why something could not be written, which a {@link PrintStream} does not. */
final class Output extends OutputStream {

    private final int number;
    private final FileOutputStream target;
    private @Nullable IOException failure;

    private Output(int number, FileDescriptor descriptor) {
        this.number = number;
        this.target = new FileOutputStream(descriptor);
    }

    static Output standardOutput() {
        return new Output(1, FileDescriptor.out);
    }

    static Output standardError() {
        return new Output(2, FileDescriptor.err);
    }

    /** In the locale's encoding; in UTF-8 where the locale says nothing but ASCII, as a service's does: bytes go through. */
    PrintStream print() {
        Charset locale = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        return new PrintStream(
                new BufferedOutputStream(this),
                true,
                locale.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : locale);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            target.write(bytes, offset, length);
        } catch (IOException e) {
            if (failure == null) {
                failure = e;
            }
            throw e;
        }
    }

    /** Why something was not written although somebody may be reading; null if all was, or if nobody reads the pipe any more. */
    @Nullable
    String lost() {
        IOException e = failure;
        return e == null || isPipe() ? null : String.valueOf(e.getMessage());
    }

    /** On a pipe or socket a write fails because the reader has gone. */
    private boolean isPipe() {
        try {
            String file =
                    Files.readSymbolicLink(Path.of("/proc/self/fd/" + number)).toString();
            return file.startsWith("pipe:") || file.startsWith("socket:");
        } catch (IOException | UnsupportedOperationException e) {
            return false; // no /proc
        }
    }
}

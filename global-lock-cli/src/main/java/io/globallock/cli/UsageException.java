package io.globallock.cli;

/** The command line makes no sense. The message says why and what would. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}

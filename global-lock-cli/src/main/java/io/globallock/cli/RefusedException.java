package io.globallock.cli;

/** The system does not let us do what was asked. The message says what is in the way, and the way out. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message);
    }
}

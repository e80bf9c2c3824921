package io.globallock.spring.autoconfigure;

import io.globallock.spring.UnknownLockKeyException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** What to do about a key that no lock has. */
final class UnknownLockKeyFailureAnalyzer extends AbstractFailureAnalyzer<UnknownLockKeyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnknownLockKeyException cause) {
        return new FailureAnalysis(
                "No lock has the key \"" + cause.key() + "\". Known keys: " + cause.knownKeys() + ".",
                "Add global-lock.locks." + cause.key() + " to the configuration, or correct the key.",
                cause);
    }
}

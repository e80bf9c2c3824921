package io.globallock.spring.autoconfigure;

import io.globallock.spring.aop.InvalidLockedMethodException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** What to do about an annotation that cannot mean what it says. */
final class InvalidLockedMethodFailureAnalyzer extends AbstractFailureAnalyzer<InvalidLockedMethodException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidLockedMethodException cause) {
        return new FailureAnalysis(
                "The lock annotation on " + cause.method() + " cannot work: " + cause.problem() + ".",
                cause.wayOut(),
                cause);
    }
}

package io.globallock.spring.autoconfigure;

import io.globallock.LockUnavailableException;
import io.globallock.posix.PosixException;
import io.globallock.posix.SemaphoreRefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** What to do about a lock that cannot be opened. */
final class LockUnavailableFailureAnalyzer extends AbstractFailureAnalyzer<LockUnavailableException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, LockUnavailableException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()), action(cause.lockName(), cause.getCause()), cause);
    }

    private static String action(String name, @Nullable Throwable why) {
        if (why instanceof PosixException refused) {
            return switch (refused.errnoName()) {
                case "EACCES", "EPERM" ->
                    "Give this user read and write permission on /dev/shm/sem." + name
                            + ", run as the user who created it, or create it with a wider global-lock.mode such as \"0660\".";
                case "ENOSPC", "ENOMEM", "EMFILE", "ENFILE" ->
                    "Free space in /dev/shm or raise the limit of open files, then start again.";
                default -> "Run \"global-lock doctor " + name + "\" for the check that fails.";
            };
        }
        if (why instanceof SemaphoreRefusedException) {
            return "Run \"global-lock doctor " + name + "\". If the file is no semaphore and nobody uses it, remove"
                    + " /dev/shm/sem." + name
                    + "; if the platform does not fit, set global-lock.mechanism to plain or local.";
        }
        return "Set global-lock.mechanism=local to run without semaphores, inside this JVM only, or run on 64-bit Linux with"
                + " glibc, with jffi on the class path.";
    }
}

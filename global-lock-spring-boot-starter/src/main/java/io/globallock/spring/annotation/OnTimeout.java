package io.globallock.spring.annotation;

/** What an annotated method does when its lock was not free in time. */
public enum OnTimeout {

    /** The caller gets the {@link io.globallock.ClaimTimeoutException}; through the future or publisher if there is one. */
    THROW,

    /**
     * The method is not called and the caller gets nothing: null, an empty {@code Optional}, a future of null, an empty
     * publisher. Not for methods that return a primitive value.
     */
    SKIP
}

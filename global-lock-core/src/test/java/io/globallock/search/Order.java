package io.globallock.search;

/** Which thread is next, wherever there is a choice. */
interface Order {

    /**
     * One of several threads.
     *
     * @param options how many there are, 2 or more
     * @param free how many of them, the first ones, interrupt nobody: 1 if option 0 is the thread that ran last and can go on. The
     *     last ones are threads whose time would have to pass before that of others who can run.
     * @return from 0 to options - 1
     */
    int next(int options, int free);
}

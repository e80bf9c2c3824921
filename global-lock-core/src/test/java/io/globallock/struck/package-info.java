/** Lets Errors strike at named steps of claims, waits, releases, closes, the reaper and listeners, and looks at what becomes of the lock. */
@NullMarked
package io.globallock.struck;

import org.jspecify.annotations.NullMarked;

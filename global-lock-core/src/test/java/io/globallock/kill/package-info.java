/** Kills JVMs that hold, claim, release, take over or wait for a lock, and looks at what becomes of it. */
@NullMarked
package io.globallock.kill;

import org.jspecify.annotations.NullMarked;

/** The lock types of the Ravenbrook MPS lock module: locks inside one JVM. No semaphore, no native code. */
@NullMarked
package io.globallock.mps;

import org.jspecify.annotations.NullMarked;

/** The services that read the sensors. Each takes the lock of the bus, and they call each other. */
@NullMarked
package io.globallock.sample.station;

import org.jspecify.annotations.NullMarked;

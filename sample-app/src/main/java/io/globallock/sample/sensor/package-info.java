/** What the data sheets say: the bus, the sensors' registers and the formulas that turn them into values. No Spring, no locks. */
@NullMarked
package io.globallock.sample.sensor;

import org.jspecify.annotations.NullMarked;

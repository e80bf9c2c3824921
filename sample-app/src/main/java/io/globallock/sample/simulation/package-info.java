/** A bus with two sensors in a file: several processes share it as they would share real wires, without any hardware. */
@NullMarked
package io.globallock.sample.simulation;

import org.jspecify.annotations.NullMarked;

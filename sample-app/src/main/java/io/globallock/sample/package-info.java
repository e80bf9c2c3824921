/** A weather station that shares an I2C bus with other processes: global-lock as an application uses it. */
@NullMarked
package io.globallock.sample;

import org.jspecify.annotations.NullMarked;

/**
 * What every part of the starter shares: the configured locks by key, claims of one or several of them, and the template and
 * the assertion for application code.
 */
@NullMarked
package io.globallock.spring;

import org.jspecify.annotations.NullMarked;

/**
 * What people can set: read from files, arguments and the environment, checked as a whole before
 * anything starts.
 */
@NullMarked
package dev.strand.processor.settings;

import org.jspecify.annotations.NullMarked;

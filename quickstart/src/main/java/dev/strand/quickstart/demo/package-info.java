/**
 * The task type {@code demo}: tasks that sleep, fail or echo as they are told, for trying Strand
 * out and for its tests.
 */
@NullMarked
package dev.strand.quickstart.demo;

import org.jspecify.annotations.NullMarked;

/**
 * What tests, the quickstart and the benchmarks stand on: an embedded broker, child processes,
 * traces of handlers, and the promises of Strand as checkers.
 */
@NullMarked
package dev.strand.testing;

import org.jspecify.annotations.NullMarked;

/** What is measured: how many tasks, in which groups, with handlers that take how long. */
@NullMarked
package dev.strand.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;

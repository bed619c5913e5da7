/** Numbers for people and for programs. */
@NullMarked
package dev.strand.benchmarks.report;

import org.jspecify.annotations.NullMarked;

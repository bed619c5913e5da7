/**
 * Load runs of Strand beside a peer, on one broker and interleaved: {@link
 * dev.strand.benchmarks.Bench} is the program.
 */
@NullMarked
package dev.strand.benchmarks;

import org.jspecify.annotations.NullMarked;

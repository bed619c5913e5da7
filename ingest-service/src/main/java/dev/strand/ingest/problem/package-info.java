/**
 * Errors over HTTP as RFC 9457 problem details, whoever notices them: our code, the framework or
 * Kafka.
 */
@NullMarked
package dev.strand.ingest.problem;

import org.jspecify.annotations.NullMarked;

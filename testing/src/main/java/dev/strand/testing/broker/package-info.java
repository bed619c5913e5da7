/**
 * A real single-node Kafka broker: in this JVM for tests and the quickstart, in a JVM of its own
 * for kill -9.
 */
@NullMarked
package dev.strand.testing.broker;

import org.jspecify.annotations.NullMarked;

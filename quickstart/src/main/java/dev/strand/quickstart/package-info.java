/** Everything in one JVM with an embedded Kafka broker. */
@NullMarked
package dev.strand.quickstart;

import org.jspecify.annotations.NullMarked;

/** Tests of the topology over Kafka's test driver. */
@NullMarked
package dev.strand.status.stream;

import org.jspecify.annotations.NullMarked;

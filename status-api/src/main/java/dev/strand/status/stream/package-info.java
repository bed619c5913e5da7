/**
 * The status API's own Kafka Streams instance: the topology over both logs, its life cycle, and how
 * far it has read.
 */
@NullMarked
package dev.strand.status.stream;

import org.jspecify.annotations.NullMarked;

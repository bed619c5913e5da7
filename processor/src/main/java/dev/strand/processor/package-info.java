/** The Kafka Streams shell around core: topology, stores, execution on virtual threads. */
@NullMarked
package dev.strand.processor;

import org.jspecify.annotations.NullMarked;

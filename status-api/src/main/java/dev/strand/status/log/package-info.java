/** Appends to Kafka's logs until they are acknowledged. */
@NullMarked
package dev.strand.status.log;

import org.jspecify.annotations.NullMarked;

/** Appends facts to {@code strand.status}, again and again until Kafka has acknowledged them. */
@NullMarked
package dev.strand.processor.facts;

import org.jspecify.annotations.NullMarked;

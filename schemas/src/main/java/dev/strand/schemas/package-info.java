/** The wire contract: JSON Schema files, codecs, validation and the topic catalogue. */
@NullMarked
package dev.strand.schemas;

import org.jspecify.annotations.NullMarked;

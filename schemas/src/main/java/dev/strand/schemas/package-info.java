/**
 * The wire contract of Strand: what decoding gives back, whatever the record. The feature packages
 * beside this one hold the records themselves; the JSON Schema files under {@code
 * dev/strand/schemas} say the same for other languages.
 */
@NullMarked
package dev.strand.schemas;

import org.jspecify.annotations.NullMarked;

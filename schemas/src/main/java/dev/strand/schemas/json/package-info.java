/**
 * Reading and writing JSON as bytes: a strict pull reader that collects violations instead of
 * throwing, and a writer that copies undecoded values. Serves the codecs of this module.
 */
@NullMarked
package dev.strand.schemas.json;

import org.jspecify.annotations.NullMarked;

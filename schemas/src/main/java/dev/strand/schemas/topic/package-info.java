/** The catalogue of topics, record keys and headers. */
@NullMarked
package dev.strand.schemas.topic;

import org.jspecify.annotations.NullMarked;

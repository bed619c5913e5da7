/** What holds for every request: limits of size, time and number, and headers of every answer. */
@NullMarked
package dev.strand.ingest.http;

import org.jspecify.annotations.NullMarked;

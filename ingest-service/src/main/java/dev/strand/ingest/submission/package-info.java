/** One submission: from the bytes of a request to an acknowledged task or a problem. */
@NullMarked
package dev.strand.ingest.submission;

import org.jspecify.annotations.NullMarked;

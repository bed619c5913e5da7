/** Submissions that come to this service, handed on to the ingest service. */
@NullMarked
package dev.strand.status.submit;

import org.jspecify.annotations.NullMarked;

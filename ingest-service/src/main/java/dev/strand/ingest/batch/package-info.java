/** Many submissions in one request, read and answered item by item while they come. */
@NullMarked
package dev.strand.ingest.batch;

import org.jspecify.annotations.NullMarked;

/** HTTP in, validated records out to the tasks log. */
@NullMarked
package dev.strand.ingest;

import org.jspecify.annotations.NullMarked;

/** The tasks log: how a task is appended to it, and what is known about the task afterwards. */
@NullMarked
package dev.strand.ingest.log;

import org.jspecify.annotations.NullMarked;

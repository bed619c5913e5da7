/** What people can set: typed, checked at start, unknown keys refused. */
@NullMarked
package dev.strand.ingest.settings;

import org.jspecify.annotations.NullMarked;

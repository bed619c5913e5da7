/** Whether tasks can be accepted right now. */
@NullMarked
package dev.strand.ingest.health;

import org.jspecify.annotations.NullMarked;

/** What this processor knows of itself, over HTTP, for the status API and for people. */
@NullMarked
package dev.strand.processor.internal;

import org.jspecify.annotations.NullMarked;

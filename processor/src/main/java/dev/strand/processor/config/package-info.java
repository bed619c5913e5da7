/** What the processor is set to. */
@NullMarked
package dev.strand.processor.config;

import org.jspecify.annotations.NullMarked;

/** Creates and checks the topics. */
@NullMarked
package dev.strand.processor.topics;

import org.jspecify.annotations.NullMarked;

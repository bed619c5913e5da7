/** Tests of the package of the same name. */
@NullMarked
package dev.strand.processor.config;

import org.jspecify.annotations.NullMarked;

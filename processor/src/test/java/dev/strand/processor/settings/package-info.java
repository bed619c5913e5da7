/** Tests of the package of the same name. */
@NullMarked
package dev.strand.processor.settings;

import org.jspecify.annotations.NullMarked;

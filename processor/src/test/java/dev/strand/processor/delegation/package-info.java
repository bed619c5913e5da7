@NullMarked
package dev.strand.processor.delegation;

import org.jspecify.annotations.NullMarked;

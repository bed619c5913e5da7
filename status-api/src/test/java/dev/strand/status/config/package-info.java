/** Tests of the configuration. */
@NullMarked
package dev.strand.status.config;

import org.jspecify.annotations.NullMarked;

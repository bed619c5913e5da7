/** What can be configured, with its defaults. */
@NullMarked
package dev.strand.status.config;

import org.jspecify.annotations.NullMarked;

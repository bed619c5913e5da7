/** The web page: its files from the class path, at the root of this service. */
@NullMarked
package dev.strand.status.page;

import org.jspecify.annotations.NullMarked;

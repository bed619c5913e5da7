/** The web page in a real browser, against all of Strand in a process of its own. */
@NullMarked
package dev.strand.systemtests.page;

import org.jspecify.annotations.NullMarked;

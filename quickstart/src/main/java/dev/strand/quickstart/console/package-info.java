/** What the quickstart shows and hears: texts, log files and signals. */
@NullMarked
package dev.strand.quickstart.console;

import org.jspecify.annotations.NullMarked;

/** The Java client, held against the documents that it is written from. */
@NullMarked
package dev.strand.systemtests.client;

import org.jspecify.annotations.NullMarked;

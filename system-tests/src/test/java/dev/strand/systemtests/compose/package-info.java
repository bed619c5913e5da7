/**
 * The compose file and the images: as far as that can be told without a container engine, and with
 * one.
 */
@NullMarked
package dev.strand.systemtests.compose;

import org.jspecify.annotations.NullMarked;

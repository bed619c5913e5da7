package dev.strand.core.simulation;

/** The state of a fold and the positions that belong to it: the tasks' one is in the store. */
record Checkpoint(SimStore store, int statusPosition) {}

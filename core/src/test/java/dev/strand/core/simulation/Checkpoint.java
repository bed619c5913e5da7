package dev.strand.core.simulation;

import dev.strand.core.fold.MemoryStore;

/** The state of a fold and the positions that belong to it: the tasks' one is in the store. */
record Checkpoint(MemoryStore store, int statusPosition) {}

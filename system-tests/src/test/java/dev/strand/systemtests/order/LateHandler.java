package dev.strand.systemtests.order;

import dev.strand.handler.TaskType;

/** Is there only where a process is started with it. */
@TaskType("late")
public final class LateHandler extends GatedHandler {}

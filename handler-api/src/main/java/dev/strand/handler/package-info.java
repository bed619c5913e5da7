/**
 * What the author of a task handler compiles against: {@link dev.strand.handler.TaskHandler}, the
 * {@link dev.strand.handler.TaskContext} it is given, the exceptions by which it chooses an
 * outcome, and the settings it may read. Handlers are found and bound by {@code
 * dev.strand.handler.registry} and tested with {@code dev.strand.handler.testkit}.
 */
@NullMarked
package dev.strand.handler;

import org.jspecify.annotations.NullMarked;

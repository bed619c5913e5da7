/** Commands to tasks and groups: records of {@code strand.tasks}, nothing else. */
@NullMarked
package dev.strand.status.control;

import org.jspecify.annotations.NullMarked;

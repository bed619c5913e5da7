/** Records of {@code strand.tasks}: submissions and commands, their rules and their wire form. */
@NullMarked
package dev.strand.schemas.task;

import org.jspecify.annotations.NullMarked;

/**
 * Why a task or a group is not running, as values: one record for every way of waiting, and one
 * place that makes sentences of them.
 */
@NullMarked
package dev.strand.core.why;

import org.jspecify.annotations.NullMarked;

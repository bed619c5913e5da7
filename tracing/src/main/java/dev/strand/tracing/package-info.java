/**
 * OpenTelemetry tracing: whether a process has it ({@link dev.strand.tracing.Tracing}), how the
 * context of a trace is written ({@link dev.strand.tracing.TraceParents}) and what spans say of a
 * task ({@link dev.strand.tracing.SpanNames}).
 */
@NullMarked
package dev.strand.tracing;

import org.jspecify.annotations.NullMarked;

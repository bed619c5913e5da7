/**
 * Tests of handlers without Kafka: {@link dev.strand.handler.testkit.HandlerHarness} binds payload
 * and result exactly as the processor does, runs the handler on a virtual thread with a {@link
 * dev.strand.handler.testkit.TestTaskContext}, and gives the outcome as a {@link
 * dev.strand.handler.testkit.HandlerRun}. Works with any test framework.
 */
@NullMarked
package dev.strand.handler.testkit;

import org.jspecify.annotations.NullMarked;

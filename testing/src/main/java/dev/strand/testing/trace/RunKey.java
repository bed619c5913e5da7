package dev.strand.testing.trace;

/**
 * What identifies a run for whoever submitted its task.
 *
 * @param groupId the group
 * @param taskId the task
 * @param run number of the run, from 1
 */
public record RunKey(String groupId, String taskId, int run) {}

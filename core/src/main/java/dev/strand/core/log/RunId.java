package dev.strand.core.log;

/**
 * Identity of one run of a task inside its partition.
 *
 * @param groupId the group, 1 to 256 bytes of UTF-8
 * @param taskId the task, unique inside its group
 * @param run number of the run, from 1; a manual retry starts the next one
 * @param sequence the place in the group: the offset in {@code strand.tasks} of the record that
 *     made this run, or that of the run it replaces where a parked task is retried in its original
 *     place
 * @param origin offset in {@code strand.tasks} of the record that made this run; equals {@code
 *     sequence} except for a retry in place
 */
public record RunId(String groupId, String taskId, int run, long sequence, long origin) {
    /** Whether it was made to run in the place of an earlier run. */
    public boolean isInPlace() {
        return origin != sequence;
    }

    /** A run whose place is that of the record which made it. */
    public static RunId at(String groupId, String taskId, int run, long sequence) {
        return new RunId(groupId, taskId, run, sequence, sequence);
    }
}

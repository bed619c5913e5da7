package dev.strand.ingest.submission;

import dev.strand.core.log.TaskStatus;
import dev.strand.ingest.problem.Problem;
import dev.strand.schemas.json.JsonWriter;

/** What a client gets for one submission. */
public sealed interface Answer {
    /**
     * The task is in the log.
     *
     * @param taskId its id
     * @param groupId its group
     * @param partition its partition
     * @param sequence its place in the order of the group
     * @param status QUEUED, or SCHEDULED for a task of the future
     */
    record Accepted(String taskId, String groupId, int partition, long sequence, TaskStatus status)
            implements Answer {
        private static final int SIZE_ESTIMATE_BYTES = 256;

        /** The answer as UTF-8 JSON. */
        public byte[] toJson() {
            return new JsonWriter(SIZE_ESTIMATE_BYTES)
                    .beginObject()
                    .field("taskId", taskId)
                    .field("groupId", groupId)
                    .field("partition", partition)
                    .field("sequence", sequence)
                    .field("status", status.name())
                    .endObject()
                    .toByteArray();
        }

        /**
         * Where the task can be watched; the status API waits there until it has read this far, so
         * it is never a 404.
         */
        public String location(String statusUrl) {
            return statusUrl + "/api/tasks/" + taskId + "?at=" + partition + "-" + sequence;
        }
    }

    /**
     * The task is not in the log, or that is in doubt.
     *
     * @param problem why
     */
    record Refused(Problem problem) implements Answer {}
}

package dev.strand.schemas.status;

import java.util.List;

/** What a status record of a kind cannot be read without. */
final class RequiredFields {
    private RequiredFields() {}

    /** The fields, in the order in which missing ones are told; none for kinds not known here. */
    static List<StatusField> of(String kind) {
        return switch (kind) {
            case "FACT" ->
                    List.of(
                            StatusField.GROUP_ID,
                            StatusField.TASK_ID,
                            StatusField.RUN,
                            StatusField.SEQUENCE,
                            StatusField.EPOCH,
                            StatusField.NONCE,
                            StatusField.ATTEMPT,
                            StatusField.STATUS,
                            StatusField.AT);
            case "CLAIM", "BEAT", "CLOSE" ->
                    List.of(
                            StatusField.EPOCH,
                            StatusField.NONCE,
                            StatusField.NUMBER,
                            StatusField.INSTANCE,
                            StatusField.CLOSED);
            case "FENCE" -> List.of(StatusField.EPOCH, StatusField.NONCE);
            case "GROUP" ->
                    List.of(
                            StatusField.GROUP_ID,
                            StatusField.PAUSED,
                            StatusField.COMMAND,
                            StatusField.EPOCH,
                            StatusField.NONCE);
            case "PURGED" ->
                    List.of(
                            StatusField.GROUP_ID,
                            StatusField.COMMAND,
                            StatusField.EPOCH,
                            StatusField.NONCE);
            case "CLEARED" ->
                    List.of(
                            StatusField.STATUSES,
                            StatusField.BEFORE,
                            StatusField.EPOCH,
                            StatusField.NONCE,
                            StatusField.AT);
            case "CREQ" ->
                    List.of(
                            StatusField.GROUP_ID,
                            StatusField.TASK_ID,
                            StatusField.RUN,
                            StatusField.SEQUENCE,
                            StatusField.COMMAND);
            case "" -> List.of(StatusField.KIND);
            default -> List.of();
        };
    }
}

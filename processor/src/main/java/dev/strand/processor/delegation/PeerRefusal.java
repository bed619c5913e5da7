package dev.strand.processor.delegation;

import java.io.IOException;

/** Another processor has answered, but not with what it was asked for. */
final class PeerRefusal extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    /** What an HTTP status of the other one means. */
    PeerRefusal(int status) {
        super("status " + status + ": " + meaning(status));
        this.status = status;
    }

    private static String meaning(int status) {
        return switch (status) {
            case 400, 413 -> "it does not understand what this one says; is it of another version?";
            case 401, 403 ->
                    "it does not trust this one: set the same strand.access.peer-key, a key with"
                            + " role OPERATOR, in all processors";
            case 404 -> "it is of a version without delegation";
            case 409 ->
                    "it is of another application, or delegates nothing: set"
                        + " strand.processor.application-id, topic-prefix and delegation the same"
                        + " in all processors";
            case 429 -> "this one asks too often: raise strand.access.requests-per-second there";
            case 503 -> "it has not begun yet";
            default -> "it has failed to answer; its log says why";
        };
    }

    /** Whether it will go on saying so until somebody changes it. */
    boolean isFinal() {
        return switch (status) {
            case 400, 401, 403, 404, 409, 413 -> true;
            default -> false;
        };
    }

    /** Whether it says with that that it runs nothing for this application. */
    boolean runsNothing() {
        return status == 404 || status == 409;
    }
}

package dev.strand.systemtests.program;

/** Nothing of a group comes to its end any more. */
final class Standstill extends AssertionError {
    private static final long serialVersionUID = 1;

    private final String groupId;

    Standstill(String groupId, String message) {
        super(message);
        this.groupId = groupId;
    }

    /** One that stands still. */
    String groupId() {
        return groupId;
    }
}

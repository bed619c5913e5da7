package dev.strand.schemas.topic;

/** Names of the Kafka record headers that Strand reads or writes. All values are UTF-8 text. */
public final class Headers {
    /** W3C trace context of the submitter; on {@code strand.tasks}, carried to the handler. */
    public static final String TRACEPARENT = "traceparent";

    /** Why a record was refused; on {@code strand.rejected}. */
    public static final String ERROR = "strand-error";

    /** Topic that a refused record was read from; on {@code strand.rejected}. */
    public static final String TOPIC = "strand-topic";

    /** Partition that a refused record was read from, in decimal; on {@code strand.rejected}. */
    public static final String PARTITION = "strand-partition";

    /** Offset that a refused record was read from, in decimal; on {@code strand.rejected}. */
    public static final String OFFSET = "strand-offset";

    private Headers() {}
}

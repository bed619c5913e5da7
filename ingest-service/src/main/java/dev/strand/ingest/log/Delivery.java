package dev.strand.ingest.log;

/** What is known about a task after the attempt to append it to the tasks log. */
public sealed interface Delivery {
    /**
     * It is in the log, replicated as the topic asks for.
     *
     * @param partition its partition
     * @param sequence its offset, the place in the order of its group
     */
    record Acknowledged(int partition, long sequence) implements Delivery {}

    /**
     * It is certainly not in the log, and larger than the log takes.
     *
     * @param reason what Kafka says
     */
    record TooLarge(String reason) implements Delivery {}

    /**
     * It is certainly not in the log: it never left this process.
     *
     * @param reason what Kafka's client says
     */
    record NotSent(String reason) implements Delivery {}

    /**
     * It was sent, and no acknowledgement came: it may or may not be in the log.
     *
     * @param reason what Kafka's client says
     */
    record InDoubt(String reason) implements Delivery {}
}

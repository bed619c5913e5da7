package dev.strand.ingest.batch;

/** What comes next in the body of a batch. */
sealed interface Item {
    /** One item as it was written; whether it is JSON, nobody has looked. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Text(byte[] json) implements Item {}

    /** One item that was passed over because of its size. */
    record TooLarge(long sizeBytes) implements Item {}

    /** Where the items cannot be told apart any more; nothing follows. */
    record Broken(String reason) implements Item {}

    /** The end, as it should be. */
    record End() implements Item {}
}

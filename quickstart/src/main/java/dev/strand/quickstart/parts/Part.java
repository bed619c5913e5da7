package dev.strand.quickstart.parts;

/** Something that can be started; it does not return from that before it is ready for use. */
interface Part {
    /** For people. */
    String name();

    /**
     * Starts it and waits until it is ready.
     *
     * @return closing this stops it and waits until it has stopped
     */
    AutoCloseable start() throws Exception;
}

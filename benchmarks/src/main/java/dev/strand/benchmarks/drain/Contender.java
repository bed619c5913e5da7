package dev.strand.benchmarks.drain;

/** Who drains. */
public enum Contender {
    /** Strand's processor. */
    STRAND("Strand"),

    /** Confluent Parallel Consumer in KEY order, one result record per task. */
    PARALLEL_CONSUMER("Parallel Consumer");

    private final String title;

    Contender(String title) {
        this.title = title;
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** Part of topic and file names. */
    public String slug() {
        return this == STRAND ? "strand" : "pc";
    }
}

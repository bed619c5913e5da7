package dev.strand.status.query;

/** The order of a list of groups. */
public enum GroupOrder {
    /** By id. */
    ID,
    /** Most tasks first. Groups that are idle are left out. */
    DEPTH,
    /** Those whose head waits or runs longest first. Groups that are idle are left out. */
    AGE
}

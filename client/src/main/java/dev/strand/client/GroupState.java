package dev.strand.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** What a group is doing. */
public enum GroupState {
    /** It has no task that lives. */
    IDLE,
    /** Its tasks run or wait for their turn. */
    ACTIVE,
    /** Its first task waits for its next attempt. */
    RETRYING,
    /** Somebody holds it. */
    PAUSED,
    /** The failure of a task holds it until somebody decides. */
    PARKED,
    /** A state that this client does not know. */
    @JsonEnumDefaultValue
    UNKNOWN
}

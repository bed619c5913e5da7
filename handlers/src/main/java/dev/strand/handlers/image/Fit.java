package dev.strand.handlers.image;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an image takes the size that is asked for. */
public enum Fit {
    /** As large as fits inside of it, the proportions kept. */
    @JsonProperty("inside")
    INSIDE,
    /** Exactly that size, the proportions kept, what is outside cut off at both ends. */
    @JsonProperty("cover")
    COVER,
    /** Exactly that size, the proportions not kept. */
    @JsonProperty("exact")
    EXACT
}

package dev.strand.handlers.image;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is done with an image. */
public enum Operation {
    /** Another size, which may be larger. */
    @JsonProperty("resize")
    RESIZE,
    /** A smaller size; an image that is smaller already keeps its own. */
    @JsonProperty("thumbnail")
    THUMBNAIL,
    /** The same size in another format. */
    @JsonProperty("convert")
    CONVERT
}
